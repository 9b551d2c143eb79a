import type { Document, DocumentStatus } from "@/lib/api/types";
import { formatRemaining } from "@/lib/format";

type Progress = Document["progress"];

export const STATUSES = ["processing", "pending", "failed", "cancelled", "completed"] as const;

export const STATUS_LABELS: Record<DocumentStatus, string> = {
  completed: "Completed",
  processing: "Processing",
  pending: "Queued",
  failed: "Failed",
  cancelled: "Cancelled",
};

const STAGES: Record<Progress["stage"], string> = {
  queued: "Starting",
  parsing: "Reading",
  chunking: "Splitting",
  embedding: "Embedding",
  indexing: "Indexing",
  done: "Finishing",
};

/** "Embedding", "Reading, attempt 2". */
export function stageText({ stage, attempt }: Progress): string {
  return attempt > 1 ? `${STAGES[stage]}, attempt ${attempt}` : STAGES[stage];
}

/** "Queued, 12 before it". */
export function queueText({ queue_position: position }: Progress): string {
  if (!position || position <= 1) return "Queued, next in line";
  return `Queued, ${position - 1} before it`;
}

/** "about 2 min left"; nothing while it is not known. */
export function etaText({ eta_seconds: seconds }: Progress): string | null {
  return seconds === null ? null : formatRemaining(seconds);
}
