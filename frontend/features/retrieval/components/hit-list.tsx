"use client";

import { useMemo } from "react";

import type { Comparison } from "@/features/retrieval/compare";
import { HitRow } from "@/features/retrieval/components/hit-row";
import { rankingsOf, scalesOf } from "@/features/retrieval/figures";
import type { SearchHit } from "@/lib/api/types";

type HitListProps = {
  hits: SearchHit[];
  comparison?: Comparison<SearchHit> | null;
  narrow?: boolean;
};

/** Passages in their order, each with its scores. */
export function HitList({ hits, comparison, narrow }: HitListProps) {
  const rankings = useMemo(() => rankingsOf(hits), [hits]);
  const scales = useMemo(() => scalesOf(hits), [hits]);
  return (
    <ol className="divide-y rounded-lg border" aria-label="Passages">
      {hits.map((hit) => (
        <HitRow
          key={hit.chunk_id}
          hit={hit}
          rankings={rankings}
          scales={scales}
          movement={comparison?.movements.get(hit.chunk_id)}
          narrow={narrow}
        />
      ))}
    </ol>
  );
}
