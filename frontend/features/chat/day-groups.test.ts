import { describe, expect, it } from "vitest";

import { dayLabel, groupByDay } from "./day-groups";

const NOW = new Date(2026, 4, 20, 9, 0);
const at = (...parts: [number, number, number, number?]) => new Date(...parts).toISOString();

describe("dayLabel", () => {
  it.each([
    [at(2026, 4, 20, 0), "Today"],
    [at(2026, 4, 19, 23), "Yesterday"],
    [at(2026, 4, 18, 23), "Previous 7 days"],
    [at(2026, 4, 13, 1), "Previous 7 days"],
    [at(2026, 4, 12, 23), "Previous 30 days"],
    [at(2026, 2, 3), "March"],
    [at(2025, 4, 20), "May 2025"],
    // A clock that runs ahead of ours.
    [at(2026, 4, 21), "Today"],
  ])("%s is %s", (iso, label) => {
    expect(dayLabel(iso, NOW)).toBe(label);
  });
});

describe("groupByDay", () => {
  it("keeps the order and makes one group of what belongs together", () => {
    const items = [at(2026, 4, 20, 8), at(2026, 4, 20, 7), at(2026, 4, 19)].map((updated_at) => ({
      updated_at,
    }));
    expect(groupByDay(items, NOW).map(({ label, items }) => [label, items.length])).toEqual([
      ["Today", 2],
      ["Yesterday", 1],
    ]);
  });
});
