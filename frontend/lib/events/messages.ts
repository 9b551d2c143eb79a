/** What the event socket tells: one JSON message each. */
import type { Document, Problem } from "@/lib/api/types";

type Subject = {
  cursor: string;
  project_id: string | null;
};

export type DocumentChanged = Subject & {
  type: "document.changed";
  knowledge_base_id: string;
  document_id: string;
  data: {
    status: Document["status"];
    chunk_count: number;
    page_count: number | null;
    error: Problem | null;
    progress: Document["progress"];
  };
};

export type DocumentDeleted = Subject & {
  type: "document.deleted";
  knowledge_base_id: string;
  document_id: string;
};

export type JobChanged = Subject & { type: "job.changed"; job_id: string };

export type LiveEvent = DocumentChanged | DocumentDeleted | JobChanged;

/** How the server steers the stream itself. */
export type ControlMessage = { type: "ready"; cursor: string } | { type: "reset"; cursor?: string };

const EVENT_TYPES: readonly string[] = ["document.changed", "document.deleted", "job.changed"];

/** Reads a message; null for what this version does not know, such as a heartbeat. */
export function parseMessage(text: string): LiveEvent | ControlMessage | null {
  const message = parseObject(text);
  if (!message) return null;
  if (message.type === "ready" || message.type === "reset") return message as ControlMessage;
  return EVENT_TYPES.includes(String(message.type)) ? (message as LiveEvent) : null;
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
