import { describe, expect, it } from "vitest";

import type { AnswerTrace } from "@/lib/api/types";

import { barOf, timelineOf } from "./timeline";

const timings = { retrieval_ms: 100, first_token_ms: 400, total_ms: 1000 };
const retrieval = {
  total_ms: 100,
  timings: [
    { stage: "embed", ms: 60 },
    { stage: "fuse", ms: 0.1 },
    { stage: "search", ms: 39.9 },
  ],
} as AnswerTrace["retrieval"];

describe("timelineOf", () => {
  it("puts the steps one behind the other, the search with its parts", () => {
    const steps = timelineOf({ timings, retrieval });
    expect(steps.map(({ key, start, ms }) => [key, start, ms])).toEqual([
      ["search", 0, 100],
      ["search-embed", 0, 60],
      ["search-search", 60.1, 39.9],
      ["read", 100, 300],
      ["write", 400, 600],
    ]);
  });

  it("leaves out the parts of a search that is too short to have bars", () => {
    const steps = timelineOf({ timings: { ...timings, total_ms: 90_000 }, retrieval });
    expect(steps.map(({ key }) => key)).toEqual(["search", "read", "write"]);
  });

  it("has no search where nothing was searched", () => {
    const steps = timelineOf({ timings: { ...timings, retrieval_ms: 0 }, retrieval: null });
    expect(steps.map(({ key, start }) => [key, start])).toEqual([
      ["read", 0],
      ["write", 400],
    ]);
  });

  it("lets an answer without a first word end where it waited for one", () => {
    const steps = timelineOf({ timings: { ...timings, first_token_ms: null }, retrieval });
    expect(steps.at(-2)).toMatchObject({ key: "read", ms: 900 });
    expect(steps.at(-1)).toMatchObject({ key: "write", ms: 0 });
  });

  it("is empty when no time was kept", () => {
    expect(timelineOf({ timings: null, retrieval })).toEqual([]);
  });
});

describe("barOf", () => {
  it("never leaves its line", () => {
    expect(barOf({ start: 900, ms: 300 }, 1000)).toEqual({ left: 90, width: 10 });
  });

  it("is nothing on a line of no length", () => {
    expect(barOf({ start: 0, ms: 0 }, 0)).toEqual({ left: 0, width: 0 });
  });
});
