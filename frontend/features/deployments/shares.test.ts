import { describe, expect, it } from "vitest";

import {
  differenceOf,
  differenceText,
  intervalText,
  judge,
  percentText,
  shareOf,
  type Share,
} from "./shares";

const share = (count: number, of: number) => shareOf(count, of) as Share;

describe("shareOf", () => {
  it("has Wilson's interval", () => {
    const { value, low, high } = share(8, 10);
    expect(value).toBe(0.8);
    expect(low).toBeCloseTo(0.4902, 4);
    expect(high).toBeCloseTo(0.9433, 4);
    expect(intervalText({ low, high })).toBe("49 – 94 %");
  });

  it("is never certain of all or nothing", () => {
    expect(share(0, 10)).toMatchObject({ value: 0, low: 0 });
    expect(share(0, 10).high).toBeCloseTo(0.2775, 4);
    expect(share(10, 10).high).toBeCloseTo(1, 12);
    expect(share(10, 10).low).toBeCloseTo(0.7225, 4);
  });

  it("tells small shares more exactly", () => {
    expect(percentText(0.0165)).toBe("1.7 %");
    expect(intervalText({ low: 0, high: 0.101 })).toBe("0 – 10 %");
  });

  it("is null of nothing", () => {
    expect(shareOf(0, 0)).toBeNull();
  });
});

describe("differenceOf", () => {
  it("has Newcombe's interval", () => {
    // Newcombe 1998, method 10, example (a): 56/70 and 48/80.
    const { value, low, high } = differenceOf(share(48, 80), share(56, 70));
    expect(value).toBeCloseTo(0.2, 4);
    expect(low).toBeCloseTo(0.0524, 3);
    expect(high).toBeCloseTo(0.3339, 3);
  });

  it("is told in points", () => {
    expect(differenceText({ value: 0.12, low: -0.05, high: 0.29 })).toBe("+12 points (−5 … +29)");
    expect(differenceText({ value: 0.001, low: -0.3, high: 0.3 })).toBe("0 points (−30 … +30)");
  });
});

describe("judge", () => {
  it("says nothing out of a few ratings, however clear they look", () => {
    expect(judge(share(0, 9), share(9, 9))).toBe("too_few");
    expect(judge(null, share(90, 100))).toBe("too_few");
  });

  it("says nothing while the interval has room for no difference", () => {
    expect(judge(share(12, 20), share(14, 20))).toBe("unclear");
  });

  it("says which is larger once the interval leaves no difference out", () => {
    expect(judge(share(48, 80), share(56, 70))).toBe("more");
    expect(judge(share(56, 70), share(48, 80))).toBe("less");
  });
});
