"use client";

import { useState } from "react";

import type { TextSegment } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import { formatNumber, plural } from "@/lib/format";
import { countChanges, diffLines, foldSame, type DiffLine, type Fold } from "@/lib/line-diff";

type LineDiffProps = {
  /** Whole lines that stayed, went and came. */
  segments: readonly TextSegment[];
  /** What the two texts are, for assistive technology. */
  label: string;
};

const SIGNS = { same: " ", removed: "−", added: "+" } as const;
const WORDS = { same: "", removed: "Removed: ", added: "Added: " } as const;
const TONES = {
  same: "",
  removed: "bg-danger-soft text-danger",
  added: "bg-success-soft text-success",
} as const;

/** How one text became another, line by line; long stretches that stayed are folded. */
export function LineDiff({ segments, label }: LineDiffProps) {
  const [isWhole, setWhole] = useState(false);
  const lines = diffLines(segments);
  const { added, removed } = countChanges(lines);
  if (added + removed === 0) {
    return (
      <p className="rounded-lg border border-dashed px-4 py-6 text-center text-muted-foreground">
        The two say the same.
      </p>
    );
  }
  return (
    <figure data-testid="line-diff" aria-label={label}>
      <figcaption className="mb-2 text-[13px] text-muted-foreground">
        {plural(added, "line")} added, {removed} removed.
      </figcaption>
      <Lines lines={isWhole ? lines : foldSame(lines)} onUnfold={() => setWhole(true)} />
    </figure>
  );
}

type LinesProps = { lines: (DiffLine | Fold)[]; onUnfold: () => void };

function Lines({ lines, onUnfold }: LinesProps) {
  return (
    <div className="overflow-hidden rounded-lg border font-mono text-[13px] leading-relaxed">
      {lines.map((line, index) =>
        line.kind === "fold" ? (
          <button
            key={index}
            type="button"
            onClick={onUnfold}
            className="block w-full bg-surface px-3 py-1 text-left font-sans text-xs text-muted-foreground hover:text-foreground focus-visible:outline-offset-[-2px]"
          >
            Show {plural(line.count, "line")} that stayed
          </button>
        ) : (
          <Line key={index} line={line} />
        ),
      )}
    </div>
  );
}

function Line({ line: { kind, text, before, after } }: { line: DiffLine }) {
  return (
    <div className={cn("grid grid-cols-[2.25rem_2.25rem_1.25rem_minmax(0,1fr)]", TONES[kind])}>
      <LineNumber number={before} />
      <LineNumber number={after} />
      <span aria-hidden className="text-center select-none">
        {SIGNS[kind]}
      </span>
      <span className="pr-3 [overflow-wrap:anywhere] whitespace-pre-wrap">
        <span className="sr-only">{WORDS[kind]}</span>
        {text || "\u00a0"}
      </span>
    </div>
  );
}

function LineNumber({ number }: { number: number | null }) {
  return (
    <span
      aria-hidden
      className="pr-1.5 text-right text-xs leading-[inherit] opacity-60 select-none"
    >
      {number !== null && formatNumber(number)}
    </span>
  );
}
