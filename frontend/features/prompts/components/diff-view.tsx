"use client";

import { UnfoldVertical } from "lucide-react";
import { useState } from "react";

import { countChanges, diffLines, foldLines, type DiffLine } from "@/features/prompts/diff-lines";
import type { TextSegment } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import { plural } from "@/lib/format";

const SIGNS: Record<DiffLine["kind"], { sign: string; words: string; className: string }> = {
  same: { sign: " ", words: "", className: "" },
  removed: { sign: "−", words: "removed", className: "bg-danger-soft text-danger" },
  added: { sign: "+", words: "added", className: "bg-success-soft text-success" },
};

/** How one text became another, line by line; what stayed is folded away from the changes. */
export function DiffView({ segments }: { segments: readonly TextSegment[] }) {
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
    <figure data-testid="diff">
      <figcaption className="mb-2 text-[13px] text-muted-foreground">
        {plural(added, "line")} added, {removed} removed.
      </figcaption>
      <div className="overflow-hidden rounded-lg border font-mono text-xs leading-relaxed">
        {foldLines(lines).map((part, index) =>
          part.kind === "folded" ? (
            <Folded key={index} lines={part.lines} />
          ) : (
            <Lines key={index} lines={part.lines} />
          ),
        )}
      </div>
    </figure>
  );
}

function Folded({ lines }: { lines: DiffLine[] }) {
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <Lines lines={lines} />;
  return (
    <button
      type="button"
      onClick={() => setOpen(true)}
      className="flex w-full items-center gap-2 bg-surface px-3 py-1 font-sans text-muted-foreground hover:text-foreground"
    >
      <UnfoldVertical className="size-3.5" aria-hidden /> {lines.length} lines that stayed
    </button>
  );
}

function Lines({ lines }: { lines: DiffLine[] }) {
  return lines.map((line) => {
    const { sign, words, className } = SIGNS[line.kind];
    return (
      <div
        key={`${line.before}-${line.after}`}
        data-kind={line.kind}
        className={cn("grid grid-cols-[2rem_2rem_1.25rem_minmax(0,1fr)] px-1", className)}
      >
        <LineNumber value={line.before} />
        <LineNumber value={line.after} />
        <span aria-hidden className="text-center select-none">
          {sign}
        </span>
        <span className="[overflow-wrap:anywhere] whitespace-pre-wrap">
          {words && <span className="sr-only">{words}: </span>}
          {line.text || " "}
        </span>
      </div>
    );
  });
}

function LineNumber({ value }: { value: number | null }) {
  return (
    <span aria-hidden className="pr-1.5 text-right text-muted-foreground tabular-nums select-none">
      {value}
    </span>
  );
}
