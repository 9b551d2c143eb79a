import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { createBatches } from "./batches";
import type { DocumentDeleted, LiveEvent } from "./messages";

const event = (document: number, cursor: number): DocumentDeleted => ({
  type: "document.deleted",
  cursor: String(cursor),
  project_id: "p",
  knowledge_base_id: "k",
  document_id: String(document),
});

describe("createBatches", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("turns a thousand documents' events of a second into five deliveries at most", () => {
    const batches: LiveEvent[][] = [];
    const { add } = createBatches((events) => void batches.push(events));
    for (let cursor = 0; cursor < 10_000; cursor += 1) {
      add(event(cursor % 1000, cursor));
      if (cursor % 10 === 0) vi.advanceTimersByTime(1);
    }
    vi.advanceTimersByTime(200);
    expect(batches.length).toBeLessThanOrEqual(7);
    expect(Math.max(...batches.map((events) => events.length))).toBeLessThanOrEqual(1000);
  });

  it("keeps the last event of each subject", () => {
    const batches: LiveEvent[][] = [];
    const { add } = createBatches((events) => void batches.push(events));
    [1, 2, 3, 4].forEach((cursor) => add(event(7, cursor)));
    vi.advanceTimersByTime(200);
    expect(batches.flat().map(({ cursor }) => cursor)).toEqual(["1", "4"]);
  });
});
