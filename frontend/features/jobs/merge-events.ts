import type { Job } from "@/lib/api/types";
import type { JobChanged } from "@/lib/events/messages";

/** A page of jobs after the events; the same object when none of them is on it. */
export function mergeJobs<Page extends { items: Job[] }>(
  page: Page,
  changes: ReadonlyMap<string, JobChanged>,
): Page {
  if (!page.items.some(({ id }) => changes.has(id))) return page;
  return {
    ...page,
    items: page.items.map((job) => ({ ...job, ...changes.get(job.id)?.data })),
  };
}

/** Whether a job is now in another state than the last one known, which is kept in `statuses`. */
export function movedJobs(
  statuses: Map<string, Job["status"]>,
  changes: ReadonlyMap<string, JobChanged>,
): boolean {
  let moved = false;
  for (const { job_id, data } of changes.values()) {
    moved ||= statuses.get(job_id) !== data.status;
    statuses.set(job_id, data.status);
  }
  return moved;
}
