import { describe, expect, it } from "vitest";

import type { ModelHealth, ModelOutcome } from "@/lib/api/types";

import { callFigures, failureWords, healthState, lastFailure } from "./health";

const UP: ModelHealth = {
  status: "up",
  latency_ms: 12,
  message: "It answers.",
  circuit: "closed",
  running: 0,
  waiting: 0,
  history: [],
};

function call(minute: number, ms: number | null, failure: string | null = null): ModelOutcome {
  return { at: `2026-05-10T10:0${minute}:00Z`, kind: "answer", ms, failure };
}

describe("how a model is, in a word", () => {
  it.each<[string, Partial<ModelHealth>]>([
    ["Up", {}],
    ["Down", { status: "down" }],
    ["Resting", { circuit: "open" }],
    ["Recovering", { circuit: "half_open" }],
    ["Down", { status: "down", circuit: "half_open" }],
  ])("%s", (label, change) => expect(healthState({ ...UP, ...change }).label).toBe(label));
});

it("counts calls and failures, and takes the median of those that answered", () => {
  const history = [call(1, 30), call(2, null, "model_timeout"), call(3, 10), call(4, 500)];
  expect(callFigures(history)).toEqual({ calls: 4, failed: 1, medianMs: 30 });
  expect(callFigures([])).toEqual({ calls: 0, failed: 0, medianMs: null });
});

it("finds the newest failure", () => {
  const history = [call(1, null, "model_timeout"), call(2, null, "model_busy"), call(3, 9)];
  expect(lastFailure(history)?.failure).toBe("model_busy");
  expect(lastFailure([call(1, 9)])).toBeNull();
});

it("says what a failure means, and shows a code it does not know", () => {
  expect(failureWords("model_key_refused")).toBe("The key was refused");
  expect(failureWords("something_new")).toBe("something new");
});
