"use client";

/** Files on their way into conversations. They live outside the pages, and go on between them. */
import type { QueryClient } from "@tanstack/react-query";
import { useMemo, useSyncExternalStore } from "react";

import { attachmentsKey } from "@/features/chat/attachments-api";
import { toApiError, type ApiError } from "@/lib/api/errors";
import { sendFileTo, type SentForm } from "@/lib/api/send-form";
import type { Attachment } from "@/lib/api/types";

export type AttachmentUpload = {
  id: number;
  sessionId: string;
  name: string;
  size: number;
  sentBytes: number;
  error: ApiError | null;
};

type Sending = { file: File; sent: SentForm };

let nextId = 1;
let uploads: AttachmentUpload[] = [];
const sending = new Map<number, Sending>();
const listeners = new Set<() => void>();

function publish(next: AttachmentUpload[]): void {
  uploads = next;
  listeners.forEach((listener) => listener());
}

function update(id: number, change: Partial<AttachmentUpload>): void {
  publish(uploads.map((upload) => (upload.id === id ? { ...upload, ...change } : upload)));
}

/** Sends files into a conversation, one request for each. */
export function attachFiles(
  queryClient: QueryClient,
  sessionId: string,
  files: readonly File[],
): void {
  for (const file of files) {
    const upload = { id: nextId++, sessionId, name: file.name, size: file.size };
    publish([...uploads, { ...upload, sentBytes: 0, error: null }]);
    void send(queryClient, sessionId, upload.id, file);
  }
}

/** Sends a file that was refused once more. */
export function retryAttachment(queryClient: QueryClient, id: number): void {
  const upload = uploads.find((candidate) => candidate.id === id);
  const file = sending.get(id)?.file;
  if (!upload?.error || !file) return;
  update(id, { sentBytes: 0, error: null });
  void send(queryClient, upload.sessionId, id, file);
}

/** Stops an upload, or clears one that was refused. */
export function dropAttachment(id: number): void {
  publish(uploads.filter((upload) => upload.id !== id));
  sending.get(id)?.sent.abort();
  sending.delete(id);
}

async function send(
  queryClient: QueryClient,
  sessionId: string,
  id: number,
  file: File,
): Promise<void> {
  const path = `/api/v1/chat/sessions/${sessionId}/attachments`;
  const sent = sendFileTo(path, file, (bytes) =>
    update(id, { sentBytes: Math.min(bytes, file.size) }),
  );
  sending.set(id, { file, sent });
  try {
    arrive(queryClient, sessionId, (await sent.result) as Attachment);
    dropAttachment(id);
  } catch (error) {
    update(id, { error: toApiError(error) });
  }
}

function arrive(queryClient: QueryClient, sessionId: string, attachment: Attachment): void {
  const key = attachmentsKey(sessionId);
  queryClient.setQueryData<Attachment[]>(key, (files = []) => [
    ...files.filter((file) => file.id !== attachment.id),
    attachment,
  ]);
  void queryClient.invalidateQueries({ queryKey: key });
}

/** The files that are on their way into a conversation, or were refused. */
export function useAttachmentUploads(sessionId: string): AttachmentUpload[] {
  const all = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => uploads,
    () => uploads,
  );
  return useMemo(() => all.filter((upload) => upload.sessionId === sessionId), [all, sessionId]);
}
