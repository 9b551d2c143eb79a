import { describe, expect, it } from "vitest";

import { cutText } from "./text-span";

const marked = (pieces: ReturnType<typeof cutText>) =>
  pieces
    .filter((piece) => piece.marked)
    .map((piece) => piece.text)
    .join("");

describe("cutText", () => {
  it("marks exactly the span", () => {
    const pieces = cutText({
      text: "one two three",
      offset: 0,
      pages: [],
      span: { start: 4, end: 7 },
    });
    expect(pieces.map((piece) => piece.text)).toEqual(["one ", "two", " three"]);
    expect(marked(pieces)).toBe("two");
  });

  it("counts code points, so that an emoji before the span does not shift it", () => {
    const text = "🙂🙂 two";
    expect(marked(cutText({ text, offset: 0, pages: [], span: { start: 3, end: 6 } }))).toBe("two");
  });

  it("reads the span in positions of the document, not of the slice", () => {
    const span = { start: 104, end: 107 };
    expect(marked(cutText({ text: "one two", offset: 100, pages: [], span }))).toBe("two");
  });

  it("keeps a span that reaches out of the slice inside it", () => {
    const span = { start: 90, end: 103 };
    expect(marked(cutText({ text: "one two", offset: 100, pages: [], span }))).toBe("one");
  });

  it("names each page where it begins, and the first one at once", () => {
    const pages = [
      { number: 1, start: 0, end: 4 },
      { number: 2, start: 4, end: 8 },
    ];
    const pieces = cutText({ text: "ne two", offset: 1, pages, span: { start: 2, end: 6 } });
    expect(pieces.map((piece) => piece.page)).toEqual([1, null, 2, null]);
    expect(marked(pieces)).toBe("e tw");
  });

  it("gives the whole slice unmarked without a span", () => {
    expect(cutText({ text: "one", offset: 0, pages: [], span: null })).toEqual([
      { text: "one", marked: false, page: null },
    ]);
  });
});
