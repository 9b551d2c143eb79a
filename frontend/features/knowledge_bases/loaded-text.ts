import type { DocumentText, PageSpan } from "@/lib/api/types";

export type LoadedText = {
  text: string;
  /** Positions in the document, in code points. */
  offset: number;
  end: number;
  /** Characters of the whole document. */
  total: number;
  pages: PageSpan[];
};

/** Neighbouring segments as one text with every page it touches; null when there are none. */
export function joinSegments(segments: DocumentText[]): LoadedText | null {
  const [first] = segments;
  const last = segments.at(-1);
  if (!first || !last) return null;
  const pages = new Map(segments.flatMap(({ pages }) => pages.map((page) => [page.number, page])));
  return {
    text: segments.map((segment) => segment.text).join(""),
    offset: first.start,
    end: last.end,
    total: first.total_chars,
    pages: [...pages.values()].sort((a, b) => a.number - b.number),
  };
}

export function holds({ offset, end }: LoadedText, position: number): boolean {
  return position >= offset && position < Math.max(end, offset + 1);
}
