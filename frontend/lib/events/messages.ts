/** What the event socket tells: one JSON message each. */
import type { Document, Job } from "@/lib/api/types";

type Subject = { cursor: string; project_id: string };

export type DocumentChanged = Subject & {
  type: "document.changed";
  knowledge_base_id: string;
  document_id: string;
  /** The position in the queue is not told here. */
  data: Pick<Document, "name" | "status" | "chunk_count" | "page_count" | "error" | "progress">;
};

export type DocumentDeleted = Subject & {
  type: "document.deleted";
  knowledge_base_id: string;
  document_id: string;
};

export type JobChanged = Subject & {
  type: "job.changed";
  job_id: string;
  data: Pick<
    Job,
    "kind" | "status" | "stage" | "percent" | "attempt" | "eta_seconds" | "worker" | "error"
  >;
};

export type LiveEvent = DocumentChanged | DocumentDeleted | JobChanged;

/** How the server steers the stream itself. */
export type ControlMessage =
  | { type: "ready"; cursor: string }
  | { type: "reset"; cursor: string }
  | { type: "ping"; cursor: string };

const KNOWN_TYPES: readonly unknown[] = [
  "ready",
  "reset",
  "ping",
  "document.changed",
  "document.deleted",
  "job.changed",
];

/** Reads a message; null for what this version does not know. */
export function parseMessage(text: string): LiveEvent | ControlMessage | null {
  const message = parseObject(text);
  return KNOWN_TYPES.includes(message?.type) ? (message as LiveEvent | ControlMessage) : null;
}

function parseObject(text: string): { type?: unknown } | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

/** What an event is about: a later event of the same subject makes the earlier one worthless. */
export function subjectOf(event: LiveEvent): string {
  return event.type === "job.changed" ? `job ${event.job_id}` : `document ${event.document_id}`;
}
