import type { ReactNode } from "react";

import {
  comparisonRows,
  ratingSentence,
  type Cell,
  type Row,
  type Verdict,
} from "@/features/deployments/comparison-rows";
import { IntervalBar } from "@/features/evaluations/components/interval-bar";
import type { VersionFigures } from "@/lib/api/types";
import { cn } from "@/lib/cn";

const VERDICTS: Record<Verdict, { label: string; className: string }> = {
  better: { label: "Better", className: "text-success" },
  worse: { label: "Worse", className: "text-danger" },
  unclear: { label: "No clear difference", className: "text-muted-foreground" },
  too_few: { label: "Too few to tell", className: "text-muted-foreground" },
};

type FigureTableProps = {
  a: VersionFigures;
  b: VersionFigures;
  /** What the two are, e.g. "live". */
  captions?: [string, string];
};

/** How two versions have done: answers, ratings, times, tokens and cost. */
export function FigureTable({ a, b, captions }: FigureTableProps) {
  return (
    <div>
      <p className="mb-3" data-testid="rating-sentence">
        {ratingSentence(a, b)}
      </p>
      <div className="relative overflow-x-auto rounded-lg border">
        <table className="w-full border-collapse text-[13px]" data-testid="version-figures">
          <caption className="sr-only">
            How version {a.version} and version {b.version} have done
          </caption>
          <thead className="bg-surface text-muted-foreground">
            <tr>
              <Heading className="w-[28%]">Figure</Heading>
              <Heading className="w-[26%]">
                Version {a.version}
                {captions && `, ${captions[0]}`}
              </Heading>
              <Heading className="w-[26%]">
                Version {b.version}
                {captions && `, ${captions[1]}`}
              </Heading>
              <Heading className="hidden md:table-cell">Difference</Heading>
            </tr>
          </thead>
          <tbody className="divide-y">
            {comparisonRows(a, b).map((row) => (
              <FigureRow key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="mt-2 max-w-3xl text-xs text-muted-foreground">
        The bands are 95 % intervals: with more answers of the same kind the share would most likely
        land in them. A difference counts when its own interval leaves no difference out. Times and
        tokens are what was measured, without a verdict.
      </p>
    </div>
  );
}

function Heading({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <th scope="col" className={cn("h-9 border-b px-3 text-left font-medium", className)}>
      {children}
    </th>
  );
}

function FigureRow({ row }: { row: Row }) {
  return (
    <tr data-testid={`figure-${row.id}`} data-verdict={row.verdict ?? undefined}>
      <th scope="row" className="px-3 py-2.5 text-left align-top font-normal">
        {row.label}
        <span className="hidden text-xs text-muted-foreground sm:block">{row.note}</span>
        <VerdictText verdict={row.verdict} className="md:hidden" />
      </th>
      <FigureCell cell={row.a} />
      <FigureCell cell={row.b} />
      <td className="hidden px-3 py-2.5 align-top md:table-cell">
        <span className="font-mono text-xs tabular-nums">{row.difference}</span>
        <VerdictText verdict={row.verdict} />
      </td>
    </tr>
  );
}

function VerdictText({ verdict, className }: { verdict: Verdict | null; className?: string }) {
  if (!verdict) return null;
  const words = VERDICTS[verdict];
  return <span className={cn("block text-xs", words.className, className)}>{words.label}</span>;
}

function FigureCell({ cell: { text, note, share } }: { cell: Cell }) {
  return (
    <td className="px-3 py-2.5 align-top">
      <span className="font-mono text-xs tabular-nums">{text}</span>
      {share && (
        <IntervalBar
          extent={{
            left: share.low * 100,
            width: (share.high - share.low) * 100,
            at: share.value * 100,
          }}
          className="mt-1 max-w-40"
        />
      )}
      {note && <span className="block text-xs text-muted-foreground tabular-nums">{note}</span>}
    </td>
  );
}
