import { describe, expect, it } from "vitest";

import { groundingText, quoteInPassage, spanText } from "./grounding";

describe("groundingText", () => {
  it.each([
    ["supported", 0, "Supported by the documents"],
    ["partly", 1, "1 sentence not supported by the documents"],
    ["partly", 0, "Partly in the documents"],
    ["unsupported", 2, "2 sentences not supported by the documents"],
    ["not_in_documents", 0, "Not in the documents"],
  ] as const)("%s with %i marked sentences: %s", (grounding, count, text) => {
    expect(groundingText(grounding, count)).toBe(text);
  });
});

describe("quoteInPassage", () => {
  const passage = "One two three. Four five six. Seven eight nine.";

  it("keeps a short passage whole around its quote", () => {
    expect(quoteInPassage(passage, "Four five six.", 100)).toEqual({
      before: "One two three. ",
      quote: "Four five six.",
      after: " Seven eight nine.",
    });
  });

  it("cuts a long one at words", () => {
    expect(quoteInPassage(passage, "Four five six.", 10)).toEqual({
      before: "… three. ",
      quote: "Four five six.",
      after: " Seven…",
    });
  });

  it("shows the quote alone when the passage does not hold it", () => {
    expect(quoteInPassage(passage, "Ten.", 10)).toEqual({ before: "", quote: "Ten.", after: "" });
  });
});

describe("spanText", () => {
  it("counts code points and leaves out Markdown marks", () => {
    expect(spanText("👍 **Twenty** days.", { start: 2, end: 18 })).toBe("Twenty days.");
  });
});
