"use client";

/**
 * The upload queue of this tab. It lives outside the pages, so that uploads go on while the
 * reader moves elsewhere.
 */
import { useSyncExternalStore } from "react";

import { ApiError, apiErrorFrom, networkError } from "@/lib/api/errors";
import { apiUrl } from "@/lib/api/origin";
import { getAccessToken, refreshSession } from "@/lib/api/session";
import type { UploadResult } from "@/lib/api/types";

const PARALLEL_UPLOADS = 3;

export const ACCEPTED_EXTENSIONS = [".pdf", ".docx", ".txt", ".md", ".csv", ".html", ".htm"];

export type Upload = {
  id: number;
  knowledgeBaseId: string;
  name: string;
  size: number;
  sentBytes: number;
  state: "waiting" | "sending" | "done" | "duplicate" | "failed";
  error: ApiError | null;
};

type Job = { upload: Upload; file: File; onUploaded: () => void; request: XMLHttpRequest | null };

let nextId = 1;
let jobs: Job[] = [];
let snapshot: Upload[] = [];
const noUploads: Upload[] = [];
const listeners = new Set<() => void>();

function publish(): void {
  snapshot = jobs.map((job) => job.upload);
  listeners.forEach((listener) => listener());
}

function update(job: Job, change: Partial<Upload>): void {
  job.upload = { ...job.upload, ...change };
  publish();
}

/** Queues files for a knowledge base; `onUploaded` runs after each one that arrived. */
export function enqueueUploads(
  knowledgeBaseId: string,
  files: Iterable<File>,
  onUploaded: () => void,
): void {
  for (const file of files) {
    const upload: Upload = {
      id: nextId++,
      knowledgeBaseId,
      name: file.name,
      size: file.size,
      sentBytes: 0,
      state: "waiting",
      error: null,
    };
    jobs.push({ upload, file, onUploaded, request: null });
  }
  publish();
  startWaiting();
}

/** Stops an upload under way, or clears one that ended. */
export function removeUpload(id: number): void {
  const job = jobs.find((candidate) => candidate.upload.id === id);
  jobs = jobs.filter((candidate) => candidate !== job);
  job?.request?.abort();
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

/** Clears what ended, failures included. */
export function clearEndedUploads(): void {
  jobs = jobs.filter(({ upload }) => isRunning(upload));
  publish();
}

export function isRunning(upload: Upload): boolean {
  return upload.state === "waiting" || upload.state === "sending";
}

function startWaiting(): void {
  const sending = jobs.filter(({ upload }) => upload.state === "sending").length;
  const waiting = jobs.filter(({ upload }) => upload.state === "waiting");
  for (const job of waiting.slice(0, Math.max(0, PARALLEL_UPLOADS - sending))) void run(job);
}

async function run(job: Job): Promise<void> {
  update(job, { state: "sending" });
  try {
    const result = await sendWithRefresh(job);
    update(job, { state: result.duplicate ? "duplicate" : "done", sentBytes: job.upload.size });
    job.onUploaded();
  } catch (error) {
    update(job, { state: "failed", error: error instanceof ApiError ? error : networkError() });
  } finally {
    job.request = null;
    startWaiting();
  }
}

async function sendWithRefresh(job: Job): Promise<UploadResult> {
  try {
    return await send(job);
  } catch (error) {
    const expired = error instanceof ApiError && error.status === 401;
    if (!expired || !(await refreshSession())) throw error;
    return send(job);
  }
}

// XMLHttpRequest, because fetch does not report how much of a body was sent.
function send(job: Job): Promise<UploadResult> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    job.request = request;
    request.open("POST", apiUrl(`/api/v1/knowledge-bases/${job.upload.knowledgeBaseId}/upload`));
    request.setRequestHeader("Authorization", `Bearer ${getAccessToken() ?? ""}`);
    request.responseType = "json";
    request.upload.onprogress = (event) => {
      update(job, { sentBytes: Math.min(event.loaded, job.upload.size) });
    };
    request.onload = () => {
      if (request.status < 300) resolve(request.response as UploadResult);
      else reject(apiErrorFrom(request.status, request.response));
    };
    request.onerror = () => reject(networkError());
    request.onabort = () => reject(networkError());
    const form = new FormData();
    form.append("file", job.file, job.file.name);
    request.send(form);
  });
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
