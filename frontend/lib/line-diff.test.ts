import { describe, expect, it } from "vitest";

import { countChanges, diffLines, foldSame } from "./line-diff";

const same = (text: string) => ({ kind: "same", text }) as const;
const removed = (text: string) => ({ kind: "removed", text }) as const;
const added = (text: string) => ({ kind: "added", text }) as const;

describe("diffLines", () => {
  it("numbers each line in the text before and in the text after", () => {
    const lines = diffLines([
      same("One\nTwo\n"),
      removed("Old\n"),
      added("New\nNewer\n"),
      same("End"),
    ]);
    expect(lines.map(({ text, before, after }) => [text, before, after])).toEqual([
      ["One", 1, 1],
      ["Two", 2, 2],
      ["Old", 3, null],
      ["New", null, 3],
      ["Newer", null, 4],
      ["End", 4, 5],
    ]);
  });

  it("lets a last line stay that only gets a line break", () => {
    const kinds = diffLines([same("One\n"), removed("Two"), added("Two\nThree")]).map(
      ({ kind, text }) => [kind, text],
    );
    expect(kinds).toEqual([
      ["same", "One"],
      ["same", "Two"],
      ["added", "Three"],
    ]);
  });

  it("lets lines stay that end both what went and what came", () => {
    const kinds = diffLines([removed("Old\nEnd"), added("New\nNewer\nEnd\n")]).map(
      ({ kind, text }) => [kind, text],
    );
    expect(kinds).toEqual([
      ["removed", "Old"],
      ["added", "New"],
      ["added", "Newer"],
      ["same", "End"],
    ]);
  });

  it("keeps empty lines, and makes none of a final line break", () => {
    expect(diffLines([added("One\n\nTwo\n")]).map(({ text }) => text)).toEqual(["One", "", "Two"]);
  });

  it("has its changes counted", () => {
    const lines = diffLines([same("One\n"), removed("Old\n"), added("New\nNewer\n")]);
    expect(countChanges(lines)).toEqual({ added: 2, removed: 1 });
  });

  it("has no lines for empty texts", () => {
    expect(diffLines([])).toEqual([]);
  });
});

describe("foldSame", () => {
  const stayed = (count: number) =>
    same(Array.from({ length: count }, (_, index) => `Line ${index}\n`).join(""));
  const kinds = (...segments: Parameters<typeof diffLines>[0]) =>
    foldSame(diffLines(segments), 1).map((line) =>
      line.kind === "fold" ? `fold ${line.count}` : line.kind,
    );

  it("keeps what stands around a change and leaves out the rest", () => {
    expect(kinds(stayed(5), added("New\n"), stayed(4))).toEqual([
      "fold 4",
      "same",
      "added",
      "same",
      "fold 3",
    ]);
  });

  it("shows a single line rather than say that one is left out", () => {
    expect(kinds(stayed(2), removed("Old\n"))).toEqual(["same", "same", "removed"]);
  });
});
