import { expect, it } from "vitest";

import type { Job } from "@/lib/api/types";
import type { JobChanged } from "@/lib/events/messages";

import { mergeJobs, movedJobs } from "./merge-events";

const job = (id: string) => ({ id, status: "running", percent: 0, subject_name: "a.md" }) as Job;

function changes(id: string, data: Partial<JobChanged["data"]>): Map<string, JobChanged> {
  const event = { type: "job.changed", cursor: "1", project_id: "p", job_id: id, data };
  return new Map([[id, event as JobChanged]]);
}

it("puts what happened into the row of the job", () => {
  const page = mergeJobs({ items: [job("a"), job("b")], total: 2 }, changes("b", { percent: 50 }));
  expect(page.items.map(({ percent }) => percent)).toEqual([0, 50]);
  expect(page.items[1]?.subject_name).toBe("a.md");
});

it("leaves a page alone that does not show the job", () => {
  const page = { items: [job("a")] };
  expect(mergeJobs(page, changes("z", { percent: 50 }))).toBe(page);
});

it("tells progress from a new state", () => {
  const statuses = new Map<string, Job["status"]>();
  expect(movedJobs(statuses, changes("a", { status: "running" }))).toBe(true);
  expect(movedJobs(statuses, changes("a", { status: "running" }))).toBe(false);
  expect(movedJobs(statuses, changes("a", { status: "failed" }))).toBe(true);
});
