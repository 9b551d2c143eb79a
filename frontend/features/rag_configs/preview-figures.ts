import type { ChunkPreview } from "@/lib/api/types";

export type PreviewFigures = {
  /** Tokens of a chunk. */
  mean: number;
  longest: number;
  /** Whether only the first chunks of those that were made are shown. */
  isCut: boolean;
  /** Which larger passage each chunk lies in, counted from 1; null where there are none. */
  parents: ReadonlyMap<number, number>;
};

/** What a reader wants to know of a preview at a glance. */
export function figuresOf({ chunks, total_chunks, total_tokens }: ChunkPreview): PreviewFigures {
  const starts = [...new Set(chunks.map((chunk) => chunk.parent_start))].filter(
    (start) => start !== null,
  );
  const parents = new Map<number, number>();
  for (const { ordinal, parent_start } of chunks) {
    if (parent_start !== null) parents.set(ordinal, starts.indexOf(parent_start) + 1);
  }
  return {
    mean: total_chunks === 0 ? 0 : Math.round(total_tokens / total_chunks),
    longest: Math.max(0, ...chunks.map(({ token_count }) => token_count)),
    isCut: chunks.length < total_chunks,
    parents,
  };
}
