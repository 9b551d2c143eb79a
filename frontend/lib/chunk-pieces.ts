import { pageAt, type NumberedPage, type Span } from "@/lib/text-span";

/** A chunk's place in the extracted text, in code points. */
export type ChunkSpan = { ordinal: number; char_start: number; char_end: number };

export type ChunkPiece = {
  text: string;
  /** Whether it lies in the marked span. */
  marked: boolean;
  /** The page that begins with this piece; null when the page is that of the piece before. */
  page: number | null;
  /** The chunks that hold this piece, in their order: more than one where chunks overlap. */
  chunks: ChunkSpan[];
  /** The chunk that begins with this piece. */
  begins: ChunkSpan | null;
};

type Slice = {
  text: string;
  /** Code-point position of the slice in the whole document. */
  offset: number;
  pages: NumberedPage[];
  span: Span | null;
  /** In the order of their beginnings. */
  chunks: readonly ChunkSpan[];
};

/** Cuts a slice of a document wherever a page, a chunk or the marked span begins or ends. */
export function cutChunks({ text, offset, pages, span, chunks }: Slice): ChunkPiece[] {
  const points = Array.from(text);
  const last = offset + points.length;
  const bounds = boundsOf(offset, last, [
    ...pages.map((page) => page.start),
    ...chunks.flatMap((chunk) => [chunk.char_start, chunk.char_end]),
    ...(span ? [span.start, span.end] : []),
  ]);
  const covering = coverage(chunks);
  return bounds.slice(0, -1).map((start, index) => {
    const held = covering(start);
    return {
      text: points.slice(start - offset, (bounds[index + 1] ?? last) - offset).join(""),
      marked: span !== null && start >= span.start && start < span.end,
      page: pageAt(pages, start, index === 0),
      chunks: held,
      begins: held.find((chunk) => chunk.char_start === start) ?? null,
    };
  });
}

function boundsOf(first: number, last: number, cuts: number[]): number[] {
  const inside = cuts.filter((position) => position > first && position < last);
  return [...new Set([first, ...inside, last])].sort((a, b) => a - b);
}

/** Tells the chunks at a position; positions are asked for in ascending order. */
function coverage(chunks: readonly ChunkSpan[]): (position: number) => ChunkSpan[] {
  let open: ChunkSpan[] = [];
  let next = 0;
  return (position) => {
    const held = open.filter((chunk) => chunk.char_end > position);
    for (; next < chunks.length; next += 1) {
      const chunk = chunks[next];
      if (!chunk || chunk.char_start > position) break;
      if (chunk.char_end > position) held.push(chunk);
    }
    open = held;
    return held;
  };
}
