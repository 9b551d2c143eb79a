/**
 * Spans of extracted text. The API counts Unicode code points, JavaScript strings count UTF-16
 * units; the two differ after the first emoji, so text is cut by code point here.
 */
export type Span = { start: number; end: number };

export type NumberedPage = Span & { number: number };

export type TextPiece = {
  text: string;
  marked: boolean;
  /** The page that begins with this piece; null when the page is that of the piece before. */
  page: number | null;
};

type Slice = {
  text: string;
  /** Code-point position of the slice in the whole document. */
  offset: number;
  pages: NumberedPage[];
  span: Span | null;
};

/** Cuts a slice of a document where a page begins and where the marked span begins or ends. */
export function cutText({ text, offset, pages, span }: Slice): TextPiece[] {
  const points = Array.from(text);
  const last = offset + points.length;
  const inside = (position: number) => position > offset && position < last;
  const cuts = [...pages.map((page) => page.start), ...(span ? [span.start, span.end] : [])];
  const bounds = [...new Set([offset, ...cuts.filter(inside), last])].sort((a, b) => a - b);

  return bounds.slice(0, -1).map((start, index) => ({
    text: points.slice(start - offset, (bounds[index + 1] ?? last) - offset).join(""),
    marked: span !== null && start >= span.start && start < span.end,
    page: pageAt(pages, start, index === 0),
  }));
}

/** The number of the page that begins at a position; of the first piece, the page it lies on. */
export function pageAt(pages: NumberedPage[], position: number, isFirst: boolean): number | null {
  const page = pages.findLast(({ start }) => start <= position);
  if (!page) return null;
  return isFirst || page.start === position ? page.number : null;
}
