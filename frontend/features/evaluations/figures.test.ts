import { describe, expect, it } from "vitest";

import type { EvaluationResult } from "@/lib/api/types";

import {
  changeExtent,
  expectedOf,
  headline,
  metricExtent,
  reachOf,
  sortMetrics,
  verdictOf,
} from "./figures";
import { changeText, metricText, metricWords } from "./words";

const metric = (name: string, value: number, low: number, high: number) => ({
  name,
  value,
  low,
  high,
  count: 10,
});
const diff = (name: string, change: number, low: number, high: number) => ({
  name,
  a: 0.5,
  b: 0.5 + change,
  change,
  low,
  high,
  significant: low > 0 || high < 0,
});

describe("metrics on their scales", () => {
  it("lie between 0 and 1, with their interval around them", () => {
    const { left, width, at } = metricExtent(metric("ndcg@10", 0.5, 0.4, 0.7));
    expect([left, Math.round(width), at]).toEqual([40, 30, 50]);
  });

  it("that are times fit with their whole interval", () => {
    const { left, width } = metricExtent(metric("latency_p50_ms", 40, 30, 90));
    expect(left + width).toBeLessThan(100);
  });

  it("that changed lie around the middle", () => {
    const changes = [diff("mrr", 0.1, -0.05, 0.2), diff("ndcg@10", -0.1, -0.4, 0.1)];
    const reach = reachOf(changes);
    expect(reach).toBe(0.4);
    expect(changeExtent(diff("x", 0, 0, 0), reach).at).toBe(50);
    expect(changeExtent(diff("x", 0.4, 0, 0.4), reach).at).toBe(100);
  });
});

describe("verdicts", () => {
  it.each([
    [diff("ndcg@10", 0.1, 0.02, 0.2), "better"],
    [diff("ndcg@10", -0.1, -0.2, -0.02), "worse"],
    [diff("ndcg@10", 0.1, -0.02, 0.2), "same"],
    [diff("latency_p50_ms", -12, -20, -4), "better"],
    [diff("latency_p50_ms", 12, 4, 20), "worse"],
  ])("of %j is %s", (change, verdict) => {
    expect(verdictOf(change)).toBe(verdict);
  });
});

it("puts the figures that say most first, and times last", () => {
  const names = ["latency_p50_ms", "recall@20", "mrr", "ndcg@10"].map((name) => ({ name }));
  expect(sortMetrics(names).map(({ name }) => name)).toEqual([
    "ndcg@10",
    "mrr",
    "recall@20",
    "latency_p50_ms",
  ]);
  expect(headline(names)?.name).toBe("ndcg@10");
  expect(headline([])).toBeUndefined();
});

describe("metrics in words", () => {
  it("have a label, and say what they count", () => {
    expect(metricWords("ndcg@10").label).toBe("nDCG@10");
    expect(metricWords("recall@5").note).toContain("first 5");
    expect(metricWords("something_else")).toEqual({ label: "something_else", note: "" });
  });

  it("have signs on their changes", () => {
    expect(metricText("mrr", 0.5734)).toBe("0.573");
    expect(changeText("mrr", 0.031)).toBe("+0.031");
    expect(changeText("mrr", -0.031)).toBe("−0.031");
    expect(changeText("mrr", 0.0001)).toBe("±0");
    expect(changeText("latency_p50_ms", -12)).toBe("−12 ms");
  });
});

describe("expectedOf", () => {
  const found = (rank: number, document_id: string, start: number, grade: number) => ({
    rank,
    document_id,
    document_name: `${document_id}.txt`,
    chunk_id: `${rank}`,
    char_start: start,
    char_end: start + 100,
    relevant_grade: grade,
  });
  const result = {
    question: {
      gold: [
        { document_id: "a", document_name: "a.txt", grade: 4 },
        { document_id: "b", document_name: "b.txt", char_start: 500, char_end: 550, grade: 2 },
        { document_name: "c.txt", grade: 1 },
      ],
    },
    retrieved: [found(1, "b", 0, 0), found(2, "a", 0, 4), found(3, "b", 480, 2)],
  } as unknown as EvaluationResult;

  it("tells where each place was found, a place in a document only by its span", () => {
    expect(expectedOf(result).map(({ name, rank }) => [name, rank])).toEqual([
      ["a.txt", 2],
      ["b.txt", 3],
      ["c.txt", null],
    ]);
  });
});
