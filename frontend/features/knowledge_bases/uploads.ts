"use client";

/**
 * The upload queue of this tab. It lives outside the pages, so that uploads go on while the
 * reader moves elsewhere.
 */
import { useSyncExternalStore } from "react";

import type { ChosenFile } from "@/features/knowledge_bases/chosen-files";
import { ApiError, networkError } from "@/lib/api/errors";
import { throttle } from "@/lib/throttle";

import { sendFile, type SentFile } from "./send-file";

const PARALLEL_UPLOADS = 4;
const REPAINT_MS = 200;
/** A limit that ends this soon is waited for; one for the rest of the month is an error. */
const LONGEST_WAIT_S = 120;

export type Upload = {
  id: number;
  knowledgeBaseId: string;
  /** With the folders it came from. */
  name: string;
  size: number;
  sentBytes: number;
  state: "waiting" | "sending" | "done" | "duplicate" | "failed";
  error: ApiError | null;
};

type Job = { upload: Upload; file: File; onUploaded: () => void; request: SentFile | null };

let nextId = 1;
let jobs: Job[] = [];
let snapshot: Upload[] = [];
/** Set while the API wants to be asked less often. */
let pause: ReturnType<typeof setTimeout> | null = null;
const noUploads: Upload[] = [];
const listeners = new Set<() => void>();

/** A thousand files report far more often than a page can repaint. */
const publish = throttle(() => {
  snapshot = jobs.map((job) => job.upload);
  listeners.forEach((listener) => listener());
}, REPAINT_MS);

function update(job: Job, change: Partial<Upload>): void {
  job.upload = { ...job.upload, ...change };
  publish();
}

function newUpload(knowledgeBaseId: string, { file, path }: ChosenFile): Upload {
  return {
    id: nextId++,
    knowledgeBaseId,
    name: path,
    size: file.size,
    sentBytes: 0,
    state: "waiting",
    error: null,
  };
}

/** Queues files for a knowledge base; `onUploaded` runs after each one that arrived. */
export function enqueueUploads(
  knowledgeBaseId: string,
  files: readonly ChosenFile[],
  onUploaded: () => void,
): void {
  for (const chosen of files) {
    const upload = newUpload(knowledgeBaseId, chosen);
    jobs.push({ upload, file: chosen.file, onUploaded, request: null });
  }
  publish();
  startWaiting();
}

/** Stops an upload under way, or clears one that ended. */
export function removeUpload(id: number): void {
  removeUploads((upload) => upload.id === id);
}

/** Stops everything that is under way or waiting for a knowledge base. */
export function cancelUploads(knowledgeBaseId: string): void {
  removeUploads((upload) => upload.knowledgeBaseId === knowledgeBaseId && isRunning(upload));
}

/** Clears what ended, failures included. */
export function clearEndedUploads(): void {
  removeUploads((upload) => !isRunning(upload));
}

function removeUploads(isRemoved: (upload: Upload) => boolean): void {
  const removed = jobs.filter(({ upload }) => isRemoved(upload));
  jobs = jobs.filter(({ upload }) => !isRemoved(upload));
  removed.forEach(({ request }) => request?.abort());
  publish();
  startWaiting();
}

/** Sends a failed upload again. */
export function retryUpload(id: number): void {
  const job = jobs.find((candidate) => candidate.upload.id === id);
  if (!job || job.upload.state !== "failed") return;
  update(job, { state: "waiting", sentBytes: 0, error: null });
  startWaiting();
}

export function isRunning(upload: Upload): boolean {
  return upload.state === "waiting" || upload.state === "sending";
}

function startWaiting(): void {
  if (pause !== null) return;
  const sending = jobs.filter(({ upload }) => upload.state === "sending").length;
  const waiting = jobs.filter(({ upload }) => upload.state === "waiting");
  for (const job of waiting.slice(0, Math.max(0, PARALLEL_UPLOADS - sending))) void run(job);
}

async function run(job: Job): Promise<void> {
  update(job, { state: "sending" });
  job.request = sendFile(job.upload.knowledgeBaseId, job.file, (sent) =>
    update(job, { sentBytes: Math.min(sent, job.upload.size) }),
  );
  try {
    const { duplicate } = await job.request.result;
    update(job, { state: duplicate ? "duplicate" : "done", sentBytes: job.upload.size });
    job.onUploaded();
  } catch (error) {
    putBack(job, error instanceof ApiError ? error : networkError());
  } finally {
    job.request = null;
    startWaiting();
  }
}

/** A file that came too early waits for its turn; any other refusal is told. */
function putBack(job: Job, error: ApiError): void {
  const wait = error.retryAfter;
  if (wait === null || wait > LONGEST_WAIT_S) return update(job, { state: "failed", error });
  update(job, { state: "waiting", sentBytes: 0 });
  pause ??= setTimeout(() => {
    pause = null;
    startWaiting();
  }, wait * 1000);
}

export function useUploads(): Upload[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => snapshot,
    () => noUploads,
  );
}
