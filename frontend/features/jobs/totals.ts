import type { JobStatus, JobSummary } from "@/lib/api/types";

/** How many jobs of all kinds are in each state. */
export function totals({ kinds }: JobSummary): Record<JobStatus, number> {
  const sum = (status: JobStatus) => kinds.reduce((total, counts) => total + counts[status], 0);
  return {
    queued: sum("queued"),
    running: sum("running"),
    completed: sum("completed"),
    failed: sum("failed"),
    cancelled: sum("cancelled"),
  };
}
