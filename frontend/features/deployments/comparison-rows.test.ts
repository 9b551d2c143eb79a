import { describe, expect, it } from "vitest";

import type { VersionFigures } from "@/lib/api/types";

import { comparisonRows, ratingSentence } from "./comparison-rows";

type Part = Partial<VersionFigures["answers"]> & { tokens?: Partial<VersionFigures["tokens"]> };

function figures(version: number, { tokens, ...answers }: Part = {}): VersionFigures {
  return {
    version,
    answers: {
      complete: 0,
      failed: 0,
      interrupted: 0,
      first_token_ms: null,
      first_token_ms_95: null,
      total_ms: null,
      total_ms_95: null,
      good: 0,
      bad: 0,
      ...answers,
    },
    tokens: { calls: 0, prompt_tokens: 0, completion_tokens: 0, cost: null, ...tokens },
    evaluations: [],
  };
}

const row = (id: string, a: VersionFigures, b: VersionFigures) => {
  const found = comparisonRows(a, b).find((candidate) => candidate.id === id);
  if (!found) throw new Error(`There is no row ${id}.`);
  return found;
};

describe("comparisonRows", () => {
  it("makes no figures up for versions that have answered nothing", () => {
    const rows = comparisonRows(figures(1), figures(2));
    expect(rows.map(({ a }) => a.text)).toEqual(["0", "–", "–", "–", "–", "–", "–"]);
    expect(rows.map(({ verdict }) => verdict).filter(Boolean)).toEqual(["too_few", "too_few"]);
  });

  it("counts what a share is of, with its interval", () => {
    const helpful = row("helpful", figures(1, { good: 8, bad: 2 }), figures(2));
    expect(helpful.a).toMatchObject({ text: "80 %", note: "8 of 10 ratings, 49 – 94 %" });
    expect(helpful.b).toMatchObject({ text: "–", note: "no ratings" });
  });

  it("takes more failures for worse and more helpful answers for better", () => {
    const few = figures(1, { complete: 190, failed: 10, good: 10, bad: 90 });
    const many = figures(2, { complete: 100, failed: 100, good: 90, bad: 10 });
    expect(row("failed", few, many).verdict).toBe("worse");
    expect(row("helpful", few, many).verdict).toBe("better");
  });

  it("judges no times, of which there is no interval", () => {
    const times = row("total", figures(1, { total_ms: 2000 }), figures(2, { total_ms: 1500 }));
    expect(times).toMatchObject({ difference: "−25 %", verdict: null });
  });

  it("shares costs out over the calls, and compares no two currencies", () => {
    const cost = (currency: string) => ({ calls: 4, cost: { amount: "0.02", currency } });
    const [a, b] = [figures(1, { tokens: cost("USD") }), figures(2, { tokens: cost("EUR") })];
    expect(row("cost", a, a).a).toMatchObject({ text: "$0.005", note: "$0.02 in all" });
    expect(comparisonRows(a, b).some(({ id }) => id === "cost")).toBe(false);
  });
});

describe("ratingSentence", () => {
  it("says how many ratings are missing", () => {
    expect(ratingSentence(figures(1, { good: 3 }), figures(2))).toBe(
      "Too few ratings to tell which is more helpful: 3 and 0, at least 10 of each are needed.",
    );
  });

  it("names the version that readers find more helpful, whichever it is", () => {
    const liked = figures(1, { good: 90, bad: 10 });
    expect(ratingSentence(liked, figures(2, { good: 10, bad: 90 }))).toBe(
      "Readers find version 1 more helpful.",
    );
  });

  it("does not take chance for a difference", () => {
    const ratings = [figures(1, { good: 12, bad: 8 }), figures(2, { good: 14, bad: 6 })] as const;
    expect(ratingSentence(...ratings)).toMatch(/can be chance/);
  });
});
