"use client";

import { SearchX } from "lucide-react";

import { EmptyState } from "@/components/common/empty-state";
import { HitList } from "@/features/retrieval/components/hit-list";
import { SearchProblems } from "@/features/retrieval/components/search-problems";
import { SearchSummary } from "@/features/retrieval/components/search-summary";
import type { AnswerTrace } from "@/lib/api/types";

/** What was found for an answer, with all scores, and how much of it the model read. */
export function TracePassages({ trace }: { trace: AnswerTrace | null }) {
  if (!trace?.retrieval) return <NothingSearched />;
  const { hits, problems } = trace.retrieval;
  return (
    <>
      <SearchProblems problems={problems} />
      <SearchSummary result={trace.retrieval} />
      <p className="mb-2 text-[13px] text-muted-foreground" data-testid="trace-passages">
        {readText(hits.length, trace.passages)}
      </p>
      {hits.length > 0 && <HitList hits={hits} narrow />}
    </>
  );
}

function readText(found: number, read: number): string {
  if (found === 0) return "Nothing was found that you may read.";
  if (read < found) return `The model read the first ${read}; the others did not fit its limit.`;
  return found === 1 ? "The model read it." : "The model read all of them.";
}

function NothingSearched() {
  return (
    <EmptyState icon={SearchX} title="Nothing was searched">
      No search is kept with this answer: it has no knowledge base, or it was written before traces
      were kept.
    </EmptyState>
  );
}
