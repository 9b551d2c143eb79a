"use client";

import { useTrace } from "@/features/chat/api";
import { ScoreTable } from "@/features/retrieval/components/score-table";
import { rankingsOf, scalesOf } from "@/features/retrieval/figures";

type PassageScoresProps = { sessionId: string; answerId: string; chunkId: string };

/** Why a cited passage was found: each ranking's own score, as kept with the answer. */
export function PassageScores({ sessionId, answerId, chunkId }: PassageScoresProps) {
  const trace = useTrace(sessionId, answerId);
  const hits = trace.data?.retrieval?.hits ?? [];
  const hit = hits.find((candidate) => candidate.chunk_id === chunkId);
  if (!hit) return null;
  return (
    <section aria-label="How it was found" data-testid="passage-scores">
      <p className="mb-1.5 text-xs text-muted-foreground">
        Found as number {hit.rank} of {hits.length}
      </p>
      <ScoreTable
        scores={hit.scores}
        rankings={rankingsOf(hits)}
        scales={scalesOf(hits)}
        className="gap-x-4 sm:grid-cols-3"
      />
    </section>
  );
}
