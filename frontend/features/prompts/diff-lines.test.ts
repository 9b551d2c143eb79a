import { expect, it } from "vitest";

import type { TextSegment } from "@/lib/api/types";

import { countChanges, diffLines, foldLines } from "./diff-lines";

const SEGMENTS: TextSegment[] = [
  { kind: "same", text: "one\ntwo\n" },
  { kind: "removed", text: "three\n" },
  { kind: "added", text: "drei\nvier\n" },
  { kind: "same", text: "five" },
];

it("numbers the lines on both sides", () => {
  expect(diffLines(SEGMENTS).map(({ before, after, text }) => [before, after, text])).toEqual([
    [1, 1, "one"],
    [2, 2, "two"],
    [3, null, "three"],
    [null, 3, "drei"],
    [null, 4, "vier"],
    [4, 5, "five"],
  ]);
});

it("keeps empty lines, and begins none after the last break", () => {
  const lines = diffLines([{ kind: "same", text: "one\n\ntwo\n" }]);
  expect(lines.map(({ text }) => text)).toEqual(["one", "", "two"]);
});

it("sees no change in a last line that gets a break behind it", () => {
  const lines = diffLines([
    { kind: "same", text: "one\n" },
    { kind: "removed", text: "two" },
    { kind: "added", text: "two\nthree" },
  ]);
  expect(lines.map(({ kind, before, after }) => [kind, before, after])).toEqual([
    ["same", 1, 1],
    ["same", 2, 2],
    ["added", null, 3],
  ]);
});

it("counts what came and went", () => {
  expect(countChanges(diffLines(SEGMENTS))).toEqual({ added: 2, removed: 1 });
});

it("folds what stayed, but for the lines beside a change", () => {
  const stayed = Array.from({ length: 20 }, (_, index) => `line ${index}\n`).join("");
  const lines = diffLines([
    { kind: "same", text: stayed },
    { kind: "added", text: "new\n" },
  ]);
  const parts = foldLines(lines, 2);
  expect(parts.map(({ kind, lines }) => [kind, lines.length])).toEqual([
    ["folded", 18],
    ["lines", 3],
  ]);
});

it("folds no single line", () => {
  const lines = diffLines([
    { kind: "same", text: "a\nb\n" },
    { kind: "added", text: "new\n" },
  ]);
  expect(foldLines(lines, 1).every(({ kind }) => kind === "lines")).toBe(true);
});
