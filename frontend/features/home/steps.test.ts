import { expect, it } from "vitest";

import type { KnowledgeBase } from "@/lib/api/types";

import { firstSteps } from "./steps";

const base = {
  id: "k1",
  document_count: 1,
  status_counts: { pending: 1, processing: 0, completed: 0, failed: 0, cancelled: 0 },
} as KnowledgeBase;

const done = (knowledgeBases: KnowledgeBase[]) =>
  firstSteps({ knowledgeBases, deployments: [], sessions: [] }).map((step) => step.done);

it("begins with nothing done", () => {
  expect(done([])).toEqual([false, false, false, false]);
});

it("counts documents only once they can be asked about", () => {
  expect(done([base])).toEqual([true, false, false, false]);
  const ready = { ...base, status_counts: { ...base.status_counts, pending: 0, completed: 1 } };
  expect(done([ready])).toEqual([true, true, false, false]);
});
