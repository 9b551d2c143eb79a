import { expect, it } from "vitest";

import type { ChunkPreview } from "@/lib/api/types";

import { figuresOf } from "./preview-figures";

type Chunk = ChunkPreview["chunks"][number];

const chunk = (ordinal: number, token_count: number, parent_start: number | null = null) =>
  ({ ordinal, token_count, parent_start }) as Chunk;

function preview(chunks: Chunk[], total_chunks = chunks.length): ChunkPreview {
  const total_tokens = chunks.reduce((sum, { token_count }) => sum + token_count, 0);
  return { chunks, total_chunks, total_tokens } as ChunkPreview;
}

it("tells mean and longest chunk", () => {
  expect(figuresOf(preview([chunk(0, 10), chunk(1, 31)]))).toMatchObject({
    mean: 21,
    longest: 31,
    isCut: false,
  });
});

it("says when only the first chunks are shown", () => {
  expect(figuresOf(preview([chunk(0, 10)], 300)).isCut).toBe(true);
});

it("counts the parents that chunks lie in", () => {
  const { parents } = figuresOf(preview([chunk(0, 1, 0), chunk(1, 1, 0), chunk(2, 1, 500)]));
  expect([...parents.values()]).toEqual([1, 1, 2]);
});

it("can be of nothing", () => {
  expect(figuresOf(preview([]))).toMatchObject({ mean: 0, longest: 0 });
});
