import { expect, it } from "vitest";

import type { Document } from "@/lib/api/types";

import { etaText, queueText, stageText } from "./document-stages";

const progress = (change: Partial<Document["progress"]> = {}): Document["progress"] => ({
  stage: "embedding",
  percent: 10,
  queue_position: null,
  attempt: 1,
  eta_seconds: null,
  started_at: null,
  ...change,
});

it("names the stage, and the attempt when it is not the first", () => {
  expect(stageText(progress())).toBe("Embedding");
  expect(stageText(progress({ stage: "parsing", attempt: 2 }))).toBe("Reading, attempt 2");
});

it("counts those before it in the queue", () => {
  expect(queueText(progress({ queue_position: 1 }))).toBe("Queued, next in line");
  expect(queueText(progress({ queue_position: 13 }))).toBe("Queued, 12 before it");
});

it("says how long it takes once that is known", () => {
  expect(etaText(progress())).toBeNull();
  expect(etaText(progress({ eta_seconds: 130 }))).toBe("about 2 min left");
});
