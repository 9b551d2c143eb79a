import { describe, expect, it } from "vitest";

import { answerMessage as answer, questionMessage as question } from "./message-fixtures";
import {
  branchTo,
  exchangesBefore,
  exchangesOf,
  isBroken,
  latestLeaf,
  siblingsOf,
  treeOf,
  withMessages,
} from "./message-tree";

/**
 * q1 ─ a1 ─┬ q2 ─┬ a2
 *          │     └ a2b ─ q3 ─ a3
 *          └ q2' ─ a2'
 */
const messages = [
  question("q1"),
  answer("a1", "q1"),
  question("q2", "a1"),
  answer("a2", "q2"),
  question("q2'", "a1"),
  answer("a2'", "q2'"),
  answer("a2b", "q2"),
  question("q3", "a2b"),
  answer("a3", "q3"),
];
const tree = treeOf(messages);
const ids = (of: readonly { id: string }[]) => of.map(({ id }) => id);

describe("a branch", () => {
  it("leads from the first question to its end", () => {
    expect(ids(branchTo(tree, "a3"))).toEqual(["q1", "a1", "q2", "a2b", "q3", "a3"]);
    expect(ids(branchTo(tree, "a2'"))).toEqual(["q1", "a1", "q2'", "a2'"]);
  });

  it("is the one written last where its end is not known (yet)", () => {
    expect(branchTo(tree, "elsewhere").at(-1)?.id).toBe("a3");
    expect(branchTo(tree, null).at(-1)?.id).toBe("a3");
  });

  it("is empty where nothing was said", () => {
    expect(branchTo(treeOf([]), null)).toEqual([]);
  });

  it("goes on to what was written last behind a chosen message", () => {
    expect(latestLeaf(tree, "q2")).toBe("a3");
    expect(latestLeaf(tree, "a2")).toBe("a2");
    expect(latestLeaf(tree, "q2'")).toBe("a2'");
    expect(latestLeaf(tree, "q1")).toBe("a3");
  });
});

describe("siblings", () => {
  it("are other wordings of a question and other answers, as they were written", () => {
    expect(ids(siblingsOf(tree, question("q2", "a1")))).toEqual(["q2", "q2'"]);
    expect(ids(siblingsOf(tree, answer("a2b", "q2")))).toEqual(["a2", "a2b"]);
  });

  it("may be the first questions of the conversation", () => {
    const roots = treeOf([question("q1"), question("q1'")]);
    expect(ids(siblingsOf(roots, question("q1'")))).toEqual(["q1", "q1'"]);
  });
});

describe("exchanges", () => {
  const exchanges = exchangesOf(branchTo(tree, "a3"));

  it("pair each question with its answer on the branch", () => {
    expect(exchanges.map((each) => [each.question.id, each.answer?.id])).toEqual([
      ["q1", "a1"],
      ["q2", "a2b"],
      ["q3", "a3"],
    ]);
  });

  it("keep a question that has no answer", () => {
    expect(exchangesOf([question("q1")])).toEqual([{ question: question("q1"), answer: null }]);
  });

  it("end before the question whose place another one takes", () => {
    expect(exchangesBefore(exchanges, "q2").map((each) => each.question.id)).toEqual(["q1"]);
    expect(exchangesBefore(exchanges, "unknown")).toHaveLength(3);
  });
});

it("messages that changed stay where they stood, new ones come last", () => {
  const changed = withMessages(messages, [answer("a1", "q1", { content: "New" }), question("q4")]);
  expect(changed[1]?.content).toBe("New");
  expect(ids(changed)).toEqual([...ids(messages), "q4"]);
});

it("an answer is broken when it failed, was stopped or is not there", () => {
  expect(isBroken(null)).toBe(true);
  expect(isBroken(answer("a", "q", { status: "failed" }))).toBe(true);
  expect(isBroken(answer("a", "q", { status: "interrupted" }))).toBe(true);
  expect(isBroken(answer("a", "q"))).toBe(false);
});
