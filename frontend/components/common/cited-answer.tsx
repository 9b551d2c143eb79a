"use client";

import Link from "next/link";
import { useCallback, type ComponentProps } from "react";

import { Markdown } from "@/components/common/markdown";
import { HoverCard, HoverCardContent, HoverCardTrigger } from "@/components/ui/hover-card";
import type { Citation } from "@/lib/api/types";
import { cn } from "@/lib/cn";

type CitedAnswerProps = {
  text: string;
  citations: Citation[];
  /** Opens a source beside the answer; without it a chip leads to the document's page. */
  onOpen?: (citation: Citation) => void;
  /** The citation whose source is open. */
  openNumber?: number | null;
};

/** An answer whose `[n]` markers are chips that lead to their source. */
export function CitedAnswer({ text, citations, onOpen, openNumber }: CitedAnswerProps) {
  const renderCitation = useCallback(
    (number: number) => {
      const citation = citations.find((candidate) => candidate.number === number);
      if (!citation) return null;
      return <CitationChip citation={citation} onOpen={onOpen} isOpen={number === openNumber} />;
    },
    [citations, onOpen, openNumber],
  );
  return <Markdown text={text} renderCitation={renderCitation} />;
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
      <HoverCardContent>
        <p className="font-medium [overflow-wrap:anywhere]">{citation.document_name}</p>
        <p className="text-xs text-muted-foreground">{citationPlace(citation)}</p>
        <p className="mt-2 line-clamp-8 whitespace-pre-line text-muted-foreground">
          {citation.available ? citation.quote : SOURCE_UNAVAILABLE}
        </p>
      </HoverCardContent>
    </HoverCard>
  );
}
