import { describe, expect, it } from "vitest";

import { cutChunks, type ChunkSpan } from "./chunk-pieces";

const chunk = (ordinal: number, char_start: number, char_end: number): ChunkSpan => ({
  ordinal,
  char_start,
  char_end,
});

const cut = (text: string, chunks: ChunkSpan[], more = {}) =>
  cutChunks({ text, offset: 0, pages: [], span: null, chunks, ...more }).map((piece) => [
    piece.text,
    piece.chunks.map(({ ordinal }) => ordinal),
  ]);

describe("cutChunks", () => {
  it("shows which chunks hold each piece, both where they overlap", () => {
    expect(cut("one two three", [chunk(0, 0, 7), chunk(1, 4, 13)])).toEqual([
      ["one ", [0]],
      ["two", [0, 1]],
      [" three", [1]],
    ]);
  });

  it("leaves text between chunks to none", () => {
    expect(cut("one two", [chunk(0, 0, 3), chunk(1, 4, 7)])).toEqual([
      ["one", [0]],
      [" ", []],
      ["two", [1]],
    ]);
  });

  it("counts code points", () => {
    expect(cut("🙂🙂 two", [chunk(0, 3, 6)])).toEqual([
      ["🙂🙂 ", []],
      ["two", [0]],
    ]);
  });

  it("knows chunks that began before the slice", () => {
    expect(cut("two", [chunk(0, 0, 3), chunk(1, 90, 102)], { offset: 100 })).toEqual([
      ["tw", [1]],
      ["o", []],
    ]);
  });

  it("tells where each chunk begins", () => {
    const pieces = cutChunks({
      text: "one two",
      offset: 0,
      pages: [],
      span: { start: 5, end: 6 },
      chunks: [chunk(0, 0, 7), chunk(1, 4, 7)],
    });
    expect(pieces.map(({ begins }) => begins?.ordinal ?? null)).toEqual([0, 1, null, null]);
    expect(pieces.map(({ marked }) => marked)).toEqual([false, false, true, false]);
  });

  it("cuts a thousand chunks without looking at each for every piece", () => {
    const chunks = Array.from({ length: 5000 }, (_, index) =>
      chunk(index, index * 10, index * 10 + 12),
    );
    const began = performance.now();
    expect(cut("x".repeat(50_010), chunks)).toHaveLength(10_000);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
