import { fillOf, scoreText, type Scales } from "@/features/retrieval/figures";
import { RANKINGS, type Ranking } from "@/features/retrieval/words";
import type { HitScores } from "@/lib/api/types";
import { cn } from "@/lib/cn";

type ScoreTableProps = {
  scores: HitScores;
  /** The rankings that took part in the search. */
  rankings: readonly Ranking[];
  scales: Scales;
  className?: string;
};

/** What each ranking said of one passage: its rank there, the score, and the score as a bar. */
export function ScoreTable({ scores, rankings, scales, className }: ScoreTableProps) {
  return (
    <dl className={cn("grid grid-cols-2 gap-x-6 gap-y-2 text-xs sm:grid-cols-4", className)}>
      {rankings.map((ranking) => (
        <div key={ranking} title={RANKINGS[ranking].note} data-testid={`score-${ranking}`}>
          <dt className="text-muted-foreground">{RANKINGS[ranking].label}</dt>
          <dd>
            <Score ranking={ranking} place={scores[ranking]} scale={scales[ranking]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

type ScoreProps = { ranking: Ranking; place: HitScores[Ranking]; scale: number };

function Score({ ranking, place, scale }: ScoreProps) {
  const fill = place ? fillOf(place.score, scale) : 0;
  return (
    <>
      <span className="flex justify-between gap-2 font-mono tabular-nums">
        <span className={place ? undefined : "font-sans text-muted-foreground"}>
          {place ? scoreText(ranking, place.score) : "not found"}
        </span>
        {place && <span className="text-muted-foreground">#{place.rank}</span>}
      </span>
      <span aria-hidden className="mt-1 block h-1 overflow-hidden rounded-full bg-border">
        <span className="block h-full rounded-full bg-primary" style={{ width: `${fill}%` }} />
      </span>
    </>
  );
}
