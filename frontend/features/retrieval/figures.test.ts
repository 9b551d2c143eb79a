import { describe, expect, it } from "vitest";

import {
  contextParts,
  cutMatches,
  fillOf,
  hasContext,
  rankingsOf,
  scalesOf,
  scoreText,
  stageShares,
} from "./figures";

const place = (rank: number, score: number) => ({ rank, score });
const hits = [
  {
    scores: { dense: place(1, 0.8), keyword: null, fused: place(1, 0.03), rerank: null },
  },
  {
    scores: { dense: null, keyword: place(1, 12), fused: place(2, 0.02), rerank: null },
  },
];

describe("scores", () => {
  it("fill their bars up to 1 for similarity, and up to the best one for the others", () => {
    const scales = scalesOf(hits);
    expect(scales).toEqual({ dense: 1, keyword: 12, fused: 0.03, rerank: 0 });
    expect(fillOf(6, scales.keyword)).toBe(50);
    expect(fillOf(-0.2, scales.dense)).toBe(0);
    expect(fillOf(1, scales.rerank)).toBe(0);
  });

  it("are shown of those rankings only that took part", () => {
    expect(rankingsOf(hits)).toEqual(["dense", "keyword", "fused"]);
    expect(rankingsOf([])).toEqual([]);
  });

  it("have as many digits as tell neighbours apart", () => {
    expect(scoreText("dense", 0.6123)).toBe("0.612");
    expect(scoreText("keyword", 8.214)).toBe("8.21");
    expect(scoreText("fused", 0.03252)).toBe("0.0325");
  });
});

describe("stageShares", () => {
  it("share the time among the stages", () => {
    const timings = [
      { stage: "embed" as const, ms: 3 },
      { stage: "search" as const, ms: 1 },
    ];
    expect(stageShares({ timings, total_ms: 4 }).map(({ share }) => share)).toEqual([75, 25]);
    expect(stageShares({ timings, total_ms: 8 })).toContainEqual({
      stage: "other",
      ms: 4,
      share: 50,
    });
  });

  it("are nothing of no time at all", () => {
    const timings = [{ stage: "embed" as const, ms: 0 }];
    expect(stageShares({ timings, total_ms: 0 })).toEqual([{ stage: "embed", ms: 0, share: 0 }]);
  });
});

describe("cutMatches", () => {
  it("cuts where matches begin and end, whatever their order", () => {
    const parts = cutMatches("leave for parents", [
      { start: 10, end: 17 },
      { start: 0, end: 5 },
    ]);
    expect(parts).toEqual([
      { text: "leave", matched: true },
      { text: " for ", matched: false },
      { text: "parents", matched: true },
    ]);
  });

  it("counts characters, not their halves", () => {
    expect(cutMatches("🎉 leave", [{ start: 2, end: 7 }])).toEqual([
      { text: "🎉 ", matched: false },
      { text: "leave", matched: true },
    ]);
  });

  it("marks overlapping matches once, and loses no text", () => {
    const parts = cutMatches("abcdef", [
      { start: 1, end: 4 },
      { start: 2, end: 3 },
      { start: 3, end: 5 },
    ]);
    expect(parts.map(({ text }) => text).join("")).toBe("abcdef");
    expect(parts.filter(({ matched }) => matched).map(({ text }) => text)).toEqual(["bcd", "e"]);
  });
});

describe("what is read around a passage", () => {
  const hit = {
    char_start: 12,
    char_end: 16,
    context_start: 10,
    context_end: 19,
    context_text: "🎉 leave X",
  };

  it("is told apart from the passage, by characters", () => {
    expect(contextParts(hit)).toEqual({ before: "🎉 ", passage: "leav", after: "e X" });
    expect(hasContext(hit)).toBe(true);
  });

  it("is nothing where the passage stands alone", () => {
    const alone = { char_start: 5, char_end: 9, context_start: 5, context_end: 9 };
    expect(hasContext(alone)).toBe(false);
    expect(contextParts({ ...alone, context_text: "leav" })).toEqual({
      before: "",
      passage: "leav",
      after: "",
    });
  });
});
