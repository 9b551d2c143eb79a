import { describe, expect, it } from "vitest";

import { compareHits, comparisonText } from "./compare";

const list = (...ids: string[]) => ids.map((chunk_id, index) => ({ chunk_id, rank: index + 1 }));

describe("compareHits", () => {
  const comparison = compareHits(list("a", "b", "c", "d"), list("c", "b", "x", "a"));

  it("says of each passage whether it moved, and from where", () => {
    expect(Object.fromEntries(comparison.movements)).toEqual({
      c: { kind: "up", before: 3, by: 2 },
      b: { kind: "same", before: 2 },
      x: { kind: "new" },
      a: { kind: "down", before: 1, by: 3 },
    });
  });

  it("keeps what is gone, in its old order", () => {
    expect(comparison.gone.map(({ chunk_id }) => chunk_id)).toEqual(["d"]);
  });

  it("is told in one line", () => {
    expect(comparisonText(comparison)).toBe("2 moved, 1 new, 1 gone");
    expect(comparisonText(compareHits(list("a"), list("a")))).toBe(
      "The same passages in the same order",
    );
  });
});
