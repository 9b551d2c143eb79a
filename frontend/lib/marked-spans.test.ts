import { describe, expect, it } from "vitest";

import { cutAtSpans, placesIn, toUnits } from "./marked-spans";

describe("toUnits", () => {
  it("counts an emoji before a span as the two units it takes", () => {
    expect(toUnits("👍 ok. No.", [{ start: 6, end: 9 }])).toEqual([{ start: 7, end: 10 }]);
  });
});

describe("placesIn", () => {
  it("steps over an escape that the text no longer has", () => {
    expect(placesIn("a \\* b", "a * b", 0)).toEqual([0, 1, 3, 4, 5]);
  });

  it("says that a text stands nowhere", () => {
    expect(placesIn("abc", "abd", 0)).toBeNull();
  });
});

describe("cutAtSpans", () => {
  const places = [10, 11, 12, 13];

  it("keeps a text whole that no span touches", () => {
    expect(cutAtSpans(places, [{ start: 0, end: 10 }])).toEqual([{ from: 0, to: 4, index: null }]);
  });

  it("cuts where a span begins and ends", () => {
    expect(cutAtSpans(places, [{ start: 11, end: 13 }])).toEqual([
      { from: 0, to: 1, index: null },
      { from: 1, to: 3, index: 0 },
      { from: 3, to: 4, index: null },
    ]);
  });

  it("tells two spans apart that touch", () => {
    const spans = [
      { start: 10, end: 12 },
      { start: 12, end: 14 },
    ];
    expect(cutAtSpans(places, spans).map(({ index }) => index)).toEqual([0, 1]);
  });
});
