import type { TextSegment } from "@/lib/api/types";

export type DiffLine = {
  kind: TextSegment["kind"];
  text: string;
  /** The line's number before and after; null where it was not there. */
  before: number | null;
  after: number | null;
};

export type DiffPart =
  | { kind: "lines"; lines: DiffLine[] }
  /** Lines that stayed and are far from any change. */
  | { kind: "folded"; lines: DiffLine[] };

/** The lines of a diff with their numbers on both sides. */
export function diffLines(segments: readonly TextSegment[]): DiffLine[] {
  let before = 0;
  let after = 0;
  const lines = segments.flatMap(({ kind, text }) =>
    linesOf(text).map((line): DiffLine => {
      if (kind !== "added") before += 1;
      if (kind !== "removed") after += 1;
      return {
        kind,
        text: line,
        before: kind === "added" ? null : before,
        after: kind === "removed" ? null : after,
      };
    }),
  );
  return withoutBreaks(lines);
}

/** A last line differs from the same line with a break behind it, which no reader sees. */
function withoutBreaks(lines: readonly DiffLine[]): DiffLine[] {
  return lines.flatMap((line, index): DiffLine[] => {
    if (isSameAsNext(lines[index - 1], line)) return [];
    if (!isSameAsNext(line, lines[index + 1])) return [line];
    return [{ ...line, kind: "same", after: lines[index + 1]?.after ?? null }];
  });
}

function isSameAsNext(line: DiffLine | undefined, next: DiffLine | undefined): boolean {
  return line?.kind === "removed" && next?.kind === "added" && line.text === next.text;
}

/** A line break ends a line; it does not begin one more. */
function linesOf(text: string): string[] {
  return text.replace(/\n$/, "").split("\n");
}

/** Folds what stayed the same, but for some lines beside each change. */
export function foldLines(lines: readonly DiffLine[], beside = 3): DiffPart[] {
  const isNear = (index: number) =>
    lines
      .slice(Math.max(0, index - beside), index + beside + 1)
      .some(({ kind }) => kind !== "same");
  const parts: DiffPart[] = [];
  lines.forEach((line, index) => {
    const kind = isNear(index) ? "lines" : "folded";
    const last = parts.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else parts.push({ kind, lines: [line] });
  });
  // A fold of one line would take as much room as the line.
  return parts.map((part) => (part.lines.length === 1 ? { ...part, kind: "lines" } : part));
}

export function countChanges(lines: readonly DiffLine[]): { added: number; removed: number } {
  return {
    added: lines.filter(({ kind }) => kind === "added").length,
    removed: lines.filter(({ kind }) => kind === "removed").length,
  };
}
