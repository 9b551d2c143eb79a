import { expect, it } from "vitest";

import type { DocumentText } from "@/lib/api/types";

import { holds, joinSegments } from "./loaded-text";

const segment = (start: number, text: string, pages: number[]): DocumentText => ({
  document_id: "d",
  text,
  start,
  end: start + text.length,
  total_chars: 100,
  pages: pages.map((number) => ({ number, start: 0, end: 0 })),
});

it("joins neighbours, naming each page once", () => {
  const loaded = joinSegments([segment(10, "one ", [1, 2]), segment(14, "two", [2])]);
  expect(loaded).toMatchObject({ text: "one two", offset: 10, end: 17, total: 100 });
  expect(loaded?.pages.map(({ number }) => number)).toEqual([1, 2]);
});

it("knows what is loaded", () => {
  const loaded = joinSegments([segment(10, "one", [])])!;
  expect([9, 10, 12, 13].map((position) => holds(loaded, position))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(joinSegments([])).toBeNull();
});
