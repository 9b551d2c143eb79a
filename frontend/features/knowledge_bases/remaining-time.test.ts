import { describe, expect, it } from "vitest";

import { addSample, remainingSeconds, type Sample } from "./remaining-time";

const samples = (...pairs: [number, number][]): Sample[] =>
  pairs.map(([seconds, finished]) => ({ atMs: seconds * 1000, finished }));

describe("remainingSeconds", () => {
  it("goes on at the pace of the last minutes", () => {
    expect(remainingSeconds(samples([0, 100], [10, 120]), 60)).toBe(30);
  });

  it.each([
    ["nothing was finished yet", samples([0, 5], [60, 5])],
    ["the look was too short", samples([0, 5], [2, 9])],
    ["there is one figure only", samples([0, 5])],
    ["there is none", []],
  ])("does not guess when %s", (_, seen) => expect(remainingSeconds(seen, 10)).toBeNull());
});

describe("addSample", () => {
  it("forgets what was long ago", () => {
    const kept = addSample(samples([0, 0], [100, 50]), { atMs: 200_000, finished: 60 });
    expect(kept).toEqual(samples([100, 50], [200, 60]));
  });

  it("begins anew when documents were deleted", () => {
    expect(addSample(samples([0, 50]), { atMs: 9000, finished: 3 })).toEqual(samples([9, 3]));
  });
});
