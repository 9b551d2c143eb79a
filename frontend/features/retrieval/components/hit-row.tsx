"use client";

import { ArrowUpRight, ChevronDown, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useState } from "react";

import { documentPath } from "@/features/knowledge_bases/document-links";
import type { Movement } from "@/features/retrieval/compare";
import { MatchedText } from "@/features/retrieval/components/matched-text";
import { MovementMark } from "@/features/retrieval/components/movement-mark";
import { ScoreTable } from "@/features/retrieval/components/score-table";
import { contextParts, hasContext, type Scales } from "@/features/retrieval/figures";
import type { Ranking } from "@/features/retrieval/words";
import type { SearchHit } from "@/lib/api/types";
import { cn } from "@/lib/cn";

type HitRowProps = {
  hit: SearchHit;
  rankings: readonly Ranking[];
  scales: Scales;
  movement?: Movement;
  /** For a narrow panel. */
  narrow?: boolean;
};

/** Where a passage stands in its document: "page 2, Leave". */
export function hitPlace({ page, section }: Pick<SearchHit, "page" | "section">): string {
  return [page && `page ${page}`, section].filter(Boolean).join(", ");
}

export function hitPath(hit: SearchHit): string {
  return documentPath(
    { id: hit.document_id, knowledge_base_id: hit.knowledge_base_id },
    { start: hit.char_start, end: hit.char_end },
  );
}

/** One passage that was found: where it stands, what of it matches, and every score. */
export function HitRow({ hit, rankings, scales, movement, narrow }: HitRowProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <li className="px-4 py-3.5" data-testid="search-hit" data-rank={hit.rank}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[13px]">
        <span className="grid h-5 min-w-5 place-items-center rounded-sm bg-muted px-1 font-mono text-xs">
          {hit.rank}
        </span>
        {movement && <MovementMark movement={movement} />}
        <Link href={hitPath(hit)} className="group flex min-w-0 items-center gap-1 font-medium">
          <span className="truncate group-hover:underline">{hit.document_name}</span>
          <ArrowUpRight className="size-3.5 shrink-0 text-muted-foreground" aria-hidden />
        </Link>
        <span className="min-w-0 truncate text-muted-foreground">{hitPlace(hit)}</span>
      </div>
      {isOpen ? (
        <Context hit={hit} />
      ) : (
        <p className="mt-2 line-clamp-5 text-[13px] [overflow-wrap:anywhere] whitespace-pre-line">
          <MatchedText text={hit.text} matches={hit.matches} />
        </p>
      )}
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="mt-1.5 inline-flex items-center gap-0.5 rounded-sm text-xs text-muted-foreground hover:text-foreground"
        data-testid="toggle-context"
      >
        {isOpen ? <ChevronDown className="size-3.5" /> : <ChevronRight className="size-3.5" />}
        {isOpen ? "Show the passage only" : "Show what the model reads"}
      </button>
      <ScoreTable
        scores={hit.scores}
        rankings={rankings}
        scales={scales}
        className={cn("mt-2.5", narrow && "sm:grid-cols-2")}
      />
    </li>
  );
}

/** The text as the model reads it, the passage that was found standing out of it. */
function Context({ hit }: { hit: SearchHit }) {
  const { before, passage, after } = contextParts(hit);
  return (
    <div
      className="mt-2 rounded-md border bg-surface px-3 py-2 text-[13px] [overflow-wrap:anywhere] whitespace-pre-line"
      data-testid="hit-context"
    >
      <span className="text-muted-foreground">{before}</span>
      <MatchedText text={passage} matches={passage === hit.text ? hit.matches : []} />
      <span className="text-muted-foreground">{after}</span>
      {!hasContext(hit) && (
        <p className="mt-2 border-t pt-2 text-xs text-muted-foreground">
          The model reads this passage alone. Neighbouring passages and parents are a setting.
        </p>
      )}
    </div>
  );
}
