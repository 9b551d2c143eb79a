import { expect, it } from "vitest";

import type { Job } from "@/lib/api/types";

import { subjectHref } from "./words";

const job = (fields: Partial<Job>) =>
  ({ subject_id: "s", subject_name: "Name", knowledge_base_id: "k", ...fields }) as Job;

it.each([
  [job({ kind: "ingest_document" }), "/knowledge/k/documents/s"],
  [job({ kind: "reindex", subject_id: "k" }), "/knowledge/k"],
  [job({ kind: "embed_index" }), "/knowledge/k"],
  [job({ kind: "evaluate" }), "/evaluations/runs/s"],
  [job({ kind: "generate_questions", knowledge_base_id: null }), "/evaluations/sets/s"],
  [job({ kind: "evaluate", subject_name: null }), null],
  [job({ kind: "ingest_document", knowledge_base_id: null }), null],
])("finds the page of what a job is about: %#", (given, href) => {
  expect(subjectHref(given)).toBe(href);
});
