import { expect, it } from "vitest";

import type { KnowledgeBase } from "@/lib/api/types";

import { endedWork, inWork, shareDone } from "./activity";

const base = (id: string, pending: number, completed = 0) =>
  ({
    id,
    document_count: pending + completed,
    status_counts: { pending, processing: 0, completed, failed: 0, cancelled: 0 },
  }) as KnowledgeBase;

it("measures how much is through", () => {
  expect(inWork(base("a", 3, 1))).toBe(3);
  expect(shareDone(base("a", 3, 1))).toBe(25);
  expect(shareDone(base("a", 0))).toBe(100);
});

it("tells what has ended since, once", () => {
  const ended = base("a", 0, 3);
  expect(endedWork([base("a", 3), base("b", 1)], [ended, base("b", 1)])).toEqual([ended]);
  expect(endedWork([ended], [ended])).toEqual([]);
  expect(endedWork([], [ended])).toEqual([]);
});
