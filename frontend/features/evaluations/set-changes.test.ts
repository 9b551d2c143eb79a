import { describe, expect, it } from "vitest";

import {
  applyChanges,
  changesText,
  countChanges,
  NO_CHANGES,
  rowsOf,
  withoutQuestion,
  withQuestion,
  withUndone,
} from "./set-changes";

const question = (id: string, text: string) => ({
  id,
  ordinal: 0,
  external_id: null,
  question: text,
  expected_answer: null,
  gold: [],
  tags: [],
});
const draft = (text: string) => ({ question: text, gold: [], tags: [] });
const stored = [question("1", "How long?"), question("2", "How much?"), question("3", "Who?")];

const texts = (changes: Parameters<typeof applyChanges>[1]) =>
  applyChanges(stored, changes).map((each) => each.question);

const edited = withoutQuestion(
  withQuestion(
    withQuestion(NO_CHANGES, "n", draft("Where?"), true),
    "1",
    draft("For how long?"),
    false,
  ),
  "2",
);

describe("changes to a set", () => {
  it("make the next version: changed in place, removed left out, added at the end", () => {
    expect(texts(edited)).toEqual(["For how long?", "Who?", "Where?"]);
  });

  it("leave every question as it is when there are none", () => {
    expect(texts(NO_CHANGES)).toEqual(["How long?", "How much?", "Who?"]);
    expect(applyChanges(stored, NO_CHANGES)[0]).not.toHaveProperty("id");
  });

  it("are counted and told", () => {
    expect(countChanges(edited)).toBe(3);
    expect(changesText(edited)).toBe("1 added, 1 changed, 1 removed");
  });

  it("can be taken back one by one", () => {
    const back = ["n", "1", "2"].reduce(withUndone, edited);
    expect(countChanges(back)).toBe(0);
  });

  it("forget a new question that is removed again", () => {
    expect(countChanges(withoutQuestion(edited, "n"))).toBe(2);
  });

  it("know a changed question that is removed as removed only", () => {
    expect(changesText(withoutQuestion(edited, "1"))).toBe("1 added, 2 removed");
  });
});

it("shows a page as it will be, with what is new before the first page only", () => {
  const states = (withAdded: boolean) =>
    rowsOf(stored, edited, withAdded).map(({ key, state }) => `${key} ${state}`);
  expect(states(true)).toEqual(["n added", "1 changed", "2 removed", "3 kept"]);
  expect(states(false)).toEqual(["1 changed", "2 removed", "3 kept"]);
});
