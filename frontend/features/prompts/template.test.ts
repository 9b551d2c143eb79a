import { describe, expect, it } from "vitest";

import { adviceOn, cut, insertVariable, problemOf, unknownVariables } from "./template";

const GOOD = "Answer from the passages.\n\n{context}\n\nQuestion: {question}";

it("cuts a template into text and variables", () => {
  expect(cut("Say {question} now")).toEqual([
    { text: "Say ", variable: null },
    { text: "{question}", variable: "question" },
    { text: " now", variable: null },
  ]);
});

it("loses nothing of a template when it cuts it", () => {
  const content = "{memory}{context}\n{ question } {{question}} }{";
  expect(
    cut(content)
      .map(({ text }) => text)
      .join(""),
  ).toBe(content);
});

describe("what keeps a template from being saved", () => {
  it("nothing, when every variable stands where it has to", () => {
    expect(problemOf(GOOD)).toBeNull();
  });

  it.each([
    ["no text", "  ", /Write what/],
    ["no question", "Answer from {context}", /Put \{question\}/],
    ["a question with blanks in its braces", "{ question }", /Put \{question\}/],
    ["two questions", "{question} {question}", /\{question\} stands in it more than once/],
    ["two contexts", `${GOOD} {context}`, /\{context\} stands in it more than once/],
    ["too much text", `{question}${"x".repeat(16_000)}`, /16,000/],
  ])("%s", (_, content, problem) => expect(problemOf(content)).toMatch(problem));
});

it("tells what looks like a variable and is none", () => {
  expect(unknownVariables(`${GOOD} {documents} {documents} {Question}`)).toEqual([
    "{documents}",
    "{Question}",
  ]);
  expect(unknownVariables('{"json": true} {} {1}')).toEqual([]);
  expect(unknownVariables(GOOD)).toEqual([]);
});

it("warns that passages have no place", () => {
  expect(adviceOn("{question}")).toHaveLength(1);
  expect(adviceOn(GOOD)).toEqual([]);
});

it("puts a variable where the caret is, over what is selected", () => {
  expect(insertVariable("Ask XX now", "question", [4, 6])).toEqual({
    content: "Ask {question} now",
    caret: 14,
  });
});
