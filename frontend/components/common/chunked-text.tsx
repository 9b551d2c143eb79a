"use client";

import { useEffect, useMemo, useRef, type Ref } from "react";

import { PageBreak } from "@/components/common/source-text";
import type { PageSpan } from "@/lib/api/types";
import { cutChunks, type ChunkPiece, type ChunkSpan } from "@/lib/chunk-pieces";
import { cn } from "@/lib/cn";
import type { Span } from "@/lib/text-span";

type ChunkedTextProps<Chunk extends ChunkSpan> = {
  text: string;
  /** Code-point position of `text` in the document. */
  offset: number;
  pages: PageSpan[];
  chunks: readonly Chunk[];
  /** The passage to mark and bring into view, in positions of the document. */
  span: Span | null;
  onSelect?: (span: Span) => void;
  /** What stands small before each chunk. */
  labelOf?: (chunk: Chunk) => string;
  className?: string;
};

/** Text of a document with its chunks as alternating tints; a click on one selects it. */
export function ChunkedText<Chunk extends ChunkSpan>(props: ChunkedTextProps<Chunk>) {
  const { text, offset, pages, chunks, span, onSelect, labelOf, className } = props;
  const mark = useRef<HTMLElement>(null);
  const pieces = useMemo(
    () => cutChunks({ text, offset, pages, span, chunks }),
    [text, offset, pages, span, chunks],
  );
  const firstMarked = pieces.findIndex((piece) => piece.marked);
  const isMarked = firstMarked >= 0;

  useEffect(() => {
    mark.current?.scrollIntoView({ block: "center" });
  }, [span?.start, span?.end, isMarked]);

  return (
    <div className={cn("leading-relaxed [overflow-wrap:anywhere] whitespace-pre-wrap", className)}>
      {pieces.map((piece, index) => (
        <span key={index}>
          {piece.page !== null && <PageBreak number={piece.page} isFirst={index === 0} />}
          {piece.begins && labelOf && <ChunkLabel text={labelOf(piece.begins as Chunk)} />}
          <Piece
            piece={piece}
            markRef={index === firstMarked ? mark : undefined}
            onSelect={onSelect}
          />
        </span>
      ))}
    </div>
  );
}

function ChunkLabel({ text }: { text: string }) {
  return (
    <span className="mr-1 rounded-sm border bg-background px-1 align-[0.1em] font-mono text-[10px] whitespace-nowrap text-muted-foreground select-none">
      {text}
    </span>
  );
}

const MARK =
  "rounded-xs bg-mark text-mark-foreground shadow-[0_2px_0_0_var(--mark-edge)] box-decoration-clone";

/** Odd and even chunks differ, and so does what two of them share. */
function tintOf({ chunks }: ChunkPiece): string | undefined {
  const [chunk] = chunks;
  if (!chunk) return undefined;
  if (chunks.length > 1) return "bg-tint-shared";
  return chunk.ordinal % 2 === 0 ? "bg-tint-even" : "bg-tint-odd";
}

type PieceProps = {
  piece: ChunkPiece;
  markRef: Ref<HTMLElement> | undefined;
  onSelect: ((span: Span) => void) | undefined;
};

function Piece({ piece, markRef, onSelect }: PieceProps) {
  const chunk = piece.chunks.at(-1);
  // Readers who use the keyboard choose in the list of chunks beside the text.
  const select =
    chunk && onSelect
      ? () => onSelect({ start: chunk.char_start, end: chunk.char_end })
      : undefined;
  if (piece.marked) {
    return (
      <mark ref={markRef} data-testid="marked-passage" className={cn("py-0.5", MARK)}>
        {piece.text}
      </mark>
    );
  }
  return (
    <span
      data-testid={chunk && "chunk-span"}
      onClick={select}
      className={cn(
        chunk && "box-decoration-clone py-0.5",
        tintOf(piece),
        select && "cursor-pointer",
      )}
    >
      {piece.text}
    </span>
  );
}
