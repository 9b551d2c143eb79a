import { describe, expect, it } from "vitest";

import { changeText, figureText, placeText, versionChoices, type ReplayVersion } from "./replay";

const version = (number: number, more: Partial<ReplayVersion> = {}) => ({
  number,
  note: "",
  is_live: false,
  model_available: true,
  ...more,
});

describe("changeText", () => {
  it.each([
    [12, "tokens", "+12"],
    [-1234, "tokens", "−1,234"],
    [-1200, "ms", "−1.2 s"],
    [0, "ms", "same"],
    [null, "ms", "not known"],
  ] as const)("%s %s reads %s", (change, unit, text) => {
    expect(changeText(change, unit)).toBe(text);
  });
});

it("says that a figure is not known", () => {
  expect(figureText(undefined, "tokens")).toBe("not known");
});

describe("versionChoices", () => {
  it("offers the others first, the one that wrote the answer last", () => {
    const choices = versionChoices([version(3), version(2, { is_live: true }), version(1)], 3);
    expect(choices.map(({ value }) => value)).toEqual(["2", "1", "3"]);
    expect(choices.map(({ note }) => note)).toEqual(["live", "", "wrote this answer"]);
  });

  it("does not let a version be chosen whose model is gone", () => {
    const [choice] = versionChoices([version(1, { model_available: false, note: "First" })], null);
    expect(choice).toMatchObject({ disabled: true, note: "its model is gone" });
  });
});

describe("placeText", () => {
  it.each([
    [null, 1, "new"],
    [2, null, "no longer read"],
    [3, 1, "3 → 1"],
    [2, 2, "still 2"],
  ])("%s then and %s now: %s", (before, after, text) => {
    expect(placeText({ before, after })).toBe(text);
  });
});
