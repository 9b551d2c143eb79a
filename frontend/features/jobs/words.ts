import type { Job, JobStatus } from "@/lib/api/types";

export const JOB_STATUSES = ["running", "queued", "failed", "cancelled", "completed"] as const;

export const STATUS_LABELS: Record<JobStatus, string> = {
  queued: "Waiting",
  running: "Running",
  completed: "Completed",
  failed: "Failed",
  cancelled: "Cancelled",
};

const KINDS: Partial<Record<string, string>> = {
  ingest_document: "Read document",
  purge_document: "Delete document",
  trim_document: "Tidy up after document",
  embed_index: "Build index",
  reindex: "Re-index",
  reconcile: "Check stores",
  evaluate: "Run evaluation",
  generate_questions: "Generate questions",
};

/** What a job does, in words. */
export function kindLabel(kind: string): string {
  const words = kind.replaceAll("_", " ");
  return KINDS[kind] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** "embedding" → "Embedding". */
export function stageLabel({ stage }: Pick<Job, "stage">): string {
  return stage.charAt(0).toUpperCase() + stage.slice(1).replaceAll("_", " ");
}

/** Where a reader finds what the job is about; null when it has no page. */
export function subjectHref(job: Job): string | null {
  if (job.subject_name === null) return null;
  if (job.kind === "evaluate") return `/evaluations/runs/${job.subject_id}`;
  if (job.kind === "generate_questions") return `/evaluations/sets/${job.subject_id}`;
  if (!job.knowledge_base_id) return null;
  const base = `/knowledge/${job.knowledge_base_id}`;
  if (job.subject_id === job.knowledge_base_id) return base;
  return job.kind.endsWith("_document") ? `${base}/documents/${job.subject_id}` : base;
}
