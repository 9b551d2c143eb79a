/** The difference of two texts, as the API tells it, in numbered lines. */
import type { TextSegment } from "@/lib/api/types";

export type DiffLine = {
  kind: TextSegment["kind"];
  text: string;
  /** The line's number in the text before; null where it was not there. */
  before: number | null;
  /** The line's number in the text after; null where it is gone. */
  after: number | null;
};

/** A stretch of lines that stayed, left out. */
export type Fold = { kind: "fold"; count: number };

function linesOf(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** Segments that are whole lines, line by line. */
export function diffLines(segments: readonly TextSegment[]): DiffLine[] {
  let before = 0;
  let after = 0;
  return segments.flatMap(({ kind, text }) =>
    linesOf(text).map((line) => ({
      kind,
      text: line,
      before: kind === "added" ? null : ++before,
      after: kind === "removed" ? null : ++after,
    })),
  );
}

/** Whether a line is among the `context` lines around a change. */
function isNearChange(lines: readonly DiffLine[], index: number, context: number): boolean {
  const around = lines.slice(Math.max(0, index - context), index + context + 1);
  return around.some(({ kind }) => kind !== "same");
}

/** Leaves out lines that stayed, far from any change. One line is shown: a fold is no shorter. */
export function foldSame(lines: readonly DiffLine[], context = 3): (DiffLine | Fold)[] {
  const folded: (DiffLine | Fold)[] = [];
  let hidden: DiffLine[] = [];
  const flush = () => {
    if (hidden.length > 1) folded.push({ kind: "fold", count: hidden.length });
    else folded.push(...hidden);
    hidden = [];
  };
  lines.forEach((line, index) => {
    if (isNearChange(lines, index, context)) {
      flush();
      folded.push(line);
    } else {
      hidden.push(line);
    }
  });
  flush();
  return folded;
}
