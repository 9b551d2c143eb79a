"use client";

import Link from "next/link";
import { useCallback, type ComponentProps, type ReactNode } from "react";

import { ConfidenceMeter } from "@/components/common/confidence-meter";
import { Markdown, type MarkedPiece } from "@/components/common/markdown";
import { HoverCard, HoverCardContent, HoverCardTrigger } from "@/components/ui/hover-card";
import { Tooltip } from "@/components/ui/tooltip";
import type { Citation, UnsupportedSpan } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import { quoteInPassage, UNSUPPORTED_REASONS, type UnsupportedReason } from "@/lib/grounding";

type CitedAnswerProps = {
  text: string;
  citations: Citation[];
  /** Sentences that no passage supports; they are underlined. */
  unsupported?: readonly UnsupportedSpan[];
  /** Opens a source beside the answer; without it a chip leads to the document's page. */
  onOpen?: (citation: Citation) => void;
  /** The citation whose source is open. */
  openNumber?: number | null;
};

/** An answer whose `[n]` markers are chips that lead to their source. */
export function CitedAnswer(props: CitedAnswerProps) {
  const { text, citations, unsupported, onOpen, openNumber } = props;
  const renderCitation = useCallback(
    (number: number) => {
      const citation = citations.find((candidate) => candidate.number === number);
      if (!citation) return null;
      return <CitationChip citation={citation} onOpen={onOpen} isOpen={number === openNumber} />;
    },
    [citations, onOpen, openNumber],
  );
  const renderSpan = useCallback(
    ({ index, isLast, children }: MarkedPiece) => {
      const span = unsupported?.[index];
      if (!span) return children;
      return (
        <UnsupportedText reason={span.reason} isLast={isLast}>
          {children}
        </UnsupportedText>
      );
    },
    [unsupported],
  );
  return (
    <Markdown
      text={text}
      renderCitation={renderCitation}
      spans={unsupported}
      renderSpan={renderSpan}
    />
  );
}

type UnsupportedTextProps = { reason: UnsupportedReason; isLast: boolean; children: ReactNode };

/** A piece of a sentence that no passage supports; its last piece takes the focus and says why. */
function UnsupportedText({ reason, isLast, children }: UnsupportedTextProps) {
  const why = UNSUPPORTED_REASONS[reason];
  return (
    <Tooltip label={why}>
      <span
        data-testid="unsupported"
        data-reason={reason}
        tabIndex={isLast ? 0 : undefined}
        className="rounded-xs underline decoration-warning/70 decoration-dotted decoration-[1.5px] underline-offset-4"
      >
        {children}
        {isLast && <span className="sr-only select-none"> (Not supported: {why})</span>}
      </span>
    </Tooltip>
  );
}

/** What stands in for a source that the reader may not open (any more). */
export const SOURCE_UNAVAILABLE =
  "This document can no longer be opened: it was deleted, or it is not shared with you.";

/** Where a passage stands: "page 2, Leave". */
export function citationPlace(citation: Pick<Citation, "page" | "section">): string {
  return [citation.page && `page ${citation.page}`, citation.section].filter(Boolean).join(", ");
}

/** The document's page, at the cited passage. */
export function citationHref(citation: Citation): string {
  const path = `/knowledge/${citation.knowledge_base_id}/documents/${citation.document_id}`;
  return `${path}?start=${citation.char_start}&end=${citation.char_end}`;
}

type CitationChipProps = {
  citation: Citation;
  onOpen?: (citation: Citation) => void;
  isOpen: boolean;
};

function CitationChip({ citation, onOpen, isOpen }: CitationChipProps) {
  const chip = {
    "aria-label": `Source ${citation.number}: ${citation.document_name}`,
    "data-testid": "citation-chip",
    className: cn(
      "mx-0.5 inline-flex h-4.5 min-w-4.5 -translate-y-px items-center justify-center rounded-sm px-1 align-middle font-mono text-[11px] leading-none no-underline transition-colors duration-120",
      !citation.available && "border border-dashed border-border-strong",
      isOpen
        ? "bg-primary text-primary-foreground"
        : "bg-primary-soft text-primary-text hover:bg-primary hover:text-primary-foreground",
    ),
  } satisfies ComponentProps<"button"> & { "data-testid": string };
  return (
    <HoverCard openDelay={150} closeDelay={80}>
      <HoverCardTrigger asChild>
        {onOpen || !citation.available ? (
          <button type="button" {...chip} aria-pressed={isOpen} onClick={() => onOpen?.(citation)}>
            {citation.number}
          </button>
        ) : (
          <Link {...chip} href={citationHref(citation)}>
            {citation.number}
          </Link>
        )}
      </HoverCardTrigger>
      <HoverCardContent data-testid="citation-card">
        <CitationPreview citation={citation} />
      </HoverCardContent>
    </HoverCard>
  );
}

/** How many characters are shown before and after a quote. */
const AROUND_QUOTE = 160;

function CitationPreview({ citation }: { citation: Citation }) {
  const place = citationPlace(citation);
  return (
    <>
      <p className="font-medium [overflow-wrap:anywhere]">{citation.document_name}</p>
      {place && <p className="text-xs text-muted-foreground">{place}</p>}
      {citation.available ? (
        <PassagePreview citation={citation} />
      ) : (
        <p className="mt-2 text-muted-foreground">{SOURCE_UNAVAILABLE}</p>
      )}
      {citation.confidence != null && (
        <div className="mt-2.5 border-t pt-2">
          <ConfidenceMeter confidence={citation.confidence} />
        </div>
      )}
    </>
  );
}

function PassagePreview({ citation }: { citation: Citation }) {
  const { before, quote, after } = quoteInPassage(citation.text, citation.quote, AROUND_QUOTE);
  return (
    <p className="mt-2 line-clamp-12 [overflow-wrap:anywhere] whitespace-pre-line text-muted-foreground">
      {before.trimStart()}
      <mark className="rounded-xs bg-mark box-decoration-clone text-mark-foreground">{quote}</mark>
      {after.trimEnd()}
    </p>
  );
}
