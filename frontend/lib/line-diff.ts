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

type Unnumbered = Pick<DiffLine, "kind" | "text">;

/** How many lines two runs have in common from the start on. */
function common(a: readonly string[], b: readonly string[]): number {
  const differs = a.findIndex((line, index) => line !== b[index]);
  return Math.min(differs < 0 ? a.length : differs, b.length);
}

/**
 * Lines that went and lines that came in their place. The API compares lines with their line break,
 * so that a last line without one "changes" as soon as another line follows: here it stays.
 */
function replaced(removed: string[], added: string[]): Unnumbered[] {
  const start = common(removed, added);
  const [went, came] = [removed.slice(start), added.slice(start)];
  const end = common(went.toReversed(), came.toReversed());
  const as = (kind: DiffLine["kind"], lines: string[]) => lines.map((text) => ({ kind, text }));
  return [
    ...as("same", removed.slice(0, start)),
    ...as("removed", went.slice(0, went.length - end)),
    ...as("added", came.slice(0, came.length - end)),
    ...as("same", went.slice(went.length - end)),
  ];
}

function unnumbered(segments: readonly TextSegment[]): Unnumbered[] {
  return segments.flatMap(({ kind, text }, index) => {
    const lines = linesOf(text);
    const next = segments[index + 1];
    if (kind === "removed" && next?.kind === "added") return replaced(lines, linesOf(next.text));
    if (kind === "added" && segments[index - 1]?.kind === "removed") return [];
    return lines.map((line) => ({ kind, text: line }));
  });
}

/** Segments that are whole lines, line by line. */
export function diffLines(segments: readonly TextSegment[]): DiffLine[] {
  let before = 0;
  let after = 0;
  return unnumbered(segments).map(({ kind, text }) => ({
    kind,
    text,
    before: kind === "added" ? null : ++before,
    after: kind === "removed" ? null : ++after,
  }));
}

/** How many lines came and went. */
export function countChanges(lines: readonly DiffLine[]): { added: number; removed: number } {
  const count = (kind: DiffLine["kind"]) => lines.filter((line) => line.kind === kind).length;
  return { added: count("added"), removed: count("removed") };
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
