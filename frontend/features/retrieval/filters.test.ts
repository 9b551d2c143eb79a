import { describe, expect, it } from "vitest";

import { activeFilters, filtersBody, NO_FILTERS, parsePair } from "./filters";

const filters = {
  ...NO_FILTERS,
  name_contains: "hand",
  media_types: ["application/pdf"],
  languages: ["de"],
  metadata: { department: "sales" },
  created_after: "2026-05-10T12:00:00Z",
};

describe("activeFilters", () => {
  it("are told one by one", () => {
    expect(activeFilters(filters).map(({ label }) => label)).toEqual([
      "Name: hand",
      "PDF",
      "German",
      "Added from May 10, 2026",
      "department = sales",
    ]);
  });

  it("can each be taken away", () => {
    let left = filters as Parameters<typeof activeFilters>[0];
    for (let count = 5; count > 0; count -= 1) {
      expect(activeFilters(left)).toHaveLength(count);
      left = activeFilters(left)[0]?.without ?? left;
    }
    expect(filtersBody(left)).toBeNull();
  });
});

it("sends filters only when there are any", () => {
  expect(filtersBody(NO_FILTERS)).toBeNull();
  expect(filtersBody(filters)).toBe(filters);
});

it.each([
  ["department=sales", ["department", "sales"]],
  [" a = b = c ", ["a", "b = c"]],
  ["department", null],
  ["=sales", null],
  ["department=", null],
])("reads %j as the pair %j", (text, pair) => {
  expect(parsePair(text)).toEqual(pair);
});
