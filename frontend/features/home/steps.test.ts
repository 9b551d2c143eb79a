import { expect, it } from "vitest";

import type { KnowledgeBase } from "@/lib/api/types";

import { firstSteps } from "./steps";

const base: KnowledgeBase = {
  id: "k1",
  name: "Handbook",
  description: "",
  config: { chunk_strategy: "recursive", chunk_size: 200, chunk_overlap: 30 },
  embedding_dimension: 384,
  document_count: 1,
  chunk_count: 0,
  size_bytes: 10,
  status_counts: { pending: 1, processing: 0, completed: 0, failed: 0, cancelled: 0 },
  project_id: "p1",
  project_name: "Default",
  role: "owner",
  created_by_id: "u1",
  created_at: "2026-01-01T00:00:00Z",
  updated_at: "2026-01-01T00:00:00Z",
};

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
