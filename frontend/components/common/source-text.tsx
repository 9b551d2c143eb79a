"use client";

import { useEffect, useMemo, useRef } from "react";

import type { PageSpan } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import { cutText, type Span, type TextPiece } from "@/lib/text-span";

/** Blank lines before a page break would only widen it. */
function withoutGaps(pieces: TextPiece[]): TextPiece[] {
  return pieces.map((piece, index) => {
    const endsPage = pieces[index + 1]?.page != null;
    return endsPage ? { ...piece, text: piece.text.trimEnd() } : piece;
  });
}

type SourceTextProps = {
  text: string;
  /** Code-point position of `text` in the document. */
  offset: number;
  pages: PageSpan[];
  /** The passage to mark and bring into view, in positions of the document. */
  span: Span | null;
  /** Leaves the page where it is, for text that is in view anyway. */
  still?: boolean;
  className?: string;
};

/** Text of a document with its page breaks and one marked passage. */
export function SourceText({ text, offset, pages, span, still, className }: SourceTextProps) {
  const mark = useRef<HTMLElement>(null);
  const pieces = useMemo(
    () => withoutGaps(cutText({ text, offset, pages, span })),
    [text, offset, pages, span],
  );
  const firstMarked = pieces.findIndex((piece) => piece.marked);

  useEffect(() => {
    if (!still) mark.current?.scrollIntoView({ block: "center" });
  }, [span?.start, span?.end, offset, still]);

  return (
    <div className={cn("leading-relaxed [overflow-wrap:anywhere] whitespace-pre-wrap", className)}>
      {pieces.map((piece, index) => (
        <span key={index}>
          {piece.page !== null && <PageBreak number={piece.page} isFirst={index === 0} />}
          {piece.marked ? (
            <mark
              ref={index === firstMarked ? mark : undefined}
              data-testid="marked-passage"
              className="rounded-xs bg-mark box-decoration-clone py-0.5 text-mark-foreground shadow-[0_2px_0_0_var(--mark-edge)]"
            >
              {piece.text}
            </mark>
          ) : (
            piece.text
          )}
        </span>
      ))}
    </div>
  );
}

/** A line across the text where a page begins. */
export function PageBreak({ number, isFirst }: { number: number; isFirst: boolean }) {
  return (
    <span
      data-testid="page-break"
      className={cn(
        "mb-3 flex items-center gap-3 text-xs whitespace-nowrap text-muted-foreground select-none",
        !isFirst && "mt-6",
      )}
    >
      Page {number}
      <span aria-hidden className="h-px flex-1 bg-border" />
    </span>
  );
}
