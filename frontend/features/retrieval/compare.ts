/** What became of the passages of one search in the next one. */
import type { SearchHit } from "@/lib/api/types";

export type Movement =
  | { kind: "new" }
  | { kind: "same"; before: number }
  | { kind: "up" | "down"; before: number; by: number };

type Ranked = Pick<SearchHit, "chunk_id" | "rank">;

export type Comparison<Hit extends Ranked> = {
  /** By the id of a chunk, where it stood before. */
  movements: ReadonlyMap<string, Movement>;
  /** Passages that are not found any more, in their old order. */
  gone: Hit[];
  moved: number;
  added: number;
};

function movementOf(rank: number, before: number | undefined): Movement {
  if (before === undefined) return { kind: "new" };
  if (before === rank) return { kind: "same", before };
  return { kind: rank < before ? "up" : "down", before, by: Math.abs(rank - before) };
}

/** Compares the passages of a search with those of the search before. */
export function compareHits<Hit extends Ranked>(before: Hit[], after: Hit[]): Comparison<Hit> {
  const ranks = new Map(before.map((hit) => [hit.chunk_id, hit.rank]));
  const movements = new Map(
    after.map((hit) => [hit.chunk_id, movementOf(hit.rank, ranks.get(hit.chunk_id))]),
  );
  const kinds = [...movements.values()].map(({ kind }) => kind);
  return {
    movements,
    gone: before.filter((hit) => !movements.has(hit.chunk_id)),
    moved: kinds.filter((kind) => kind === "up" || kind === "down").length,
    added: kinds.filter((kind) => kind === "new").length,
  };
}

/** "3 passages moved, 1 new, 2 gone", or that nothing changed. */
export function comparisonText({ moved, added, gone }: Comparison<Ranked>): string {
  const parts = [
    moved > 0 && `${moved} moved`,
    added > 0 && `${added} new`,
    gone.length > 0 && `${gone.length} gone`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(", ") : "The same passages in the same order";
}
