"use client";

import { SearchX, X } from "lucide-react";

import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { FactList, type Fact } from "@/components/common/facts";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useTrace } from "@/features/chat/api";
import { HitList } from "@/features/retrieval/components/hit-list";
import { SearchProblems } from "@/features/retrieval/components/search-problems";
import { SearchSummary } from "@/features/retrieval/components/search-summary";
import { toApiError } from "@/lib/api/errors";
import type { AnswerTrace, Message } from "@/lib/api/types";
import { formatDuration, formatNumber } from "@/lib/format";

type TracePanelProps = { answer: Message; onClose: () => void };

/** How an answer came about: what was searched, what was found, and how long each stage took. */
export function TracePanel({ answer, onClose }: TracePanelProps) {
  const trace = useTrace(answer.session_id, answer.id);
  const isUnknown = trace.error !== null && toApiError(trace.error).status === 404;
  const isMissing = isUnknown || trace.data?.retrieval === null;
  return (
    <section
      aria-label="Why this answer"
      data-testid="trace-panel"
      className="flex h-full min-h-0 flex-col bg-background"
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      <header className="flex items-center gap-3 border-b py-3 pr-2.5 pl-4">
        <h2 className="min-w-0 flex-1 font-medium">Why this answer</h2>
        <Button variant="ghost" size="icon-sm" aria-label="Close trace" onClick={onClose}>
          <X />
        </Button>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 py-4">
        {trace.error && !isUnknown && <ErrorState error={trace.error} onRetry={trace.refetch} />}
        {trace.isPending && <Skeleton className="h-64 w-full" />}
        {isMissing && (
          <EmptyState icon={SearchX} title="Nothing was searched">
            No search is kept with this answer: it has no knowledge base, or it was written before
            traces were kept.
          </EmptyState>
        )}
        {trace.data?.retrieval && (
          <Retrieval retrieval={trace.data.retrieval} passages={trace.data.passages} />
        )}
        {!trace.isPending && <FactList facts={answerFacts(answer)} />}
      </div>
    </section>
  );
}

type RetrievalProps = {
  retrieval: NonNullable<AnswerTrace["retrieval"]>;
  passages: number;
};

function Retrieval({ retrieval, passages }: RetrievalProps) {
  return (
    <div className="mb-4">
      <p className="mb-1 text-xs text-muted-foreground">Searched for</p>
      <p className="mb-3 text-[13px] [overflow-wrap:anywhere]" data-testid="trace-query">
        {retrieval.searched_query}
      </p>
      <SearchProblems problems={retrieval.problems} />
      <SearchSummary result={retrieval} />
      <p className="mb-2 text-[13px] text-muted-foreground" data-testid="trace-passages">
        {passages < retrieval.hits.length
          ? `The model read the first ${passages}; the others did not fit into its limit.`
          : "The model read all of them."}
      </p>
      <HitList hits={retrieval.hits} narrow />
    </div>
  );
}

function answerFacts({ timings, usage }: Message): Fact[] {
  return [
    ...(timings?.first_token_ms != null
      ? [{ label: "First word", value: `after ${formatDuration(timings.first_token_ms)}` }]
      : []),
    ...(timings ? [{ label: "Whole answer", value: formatDuration(timings.total_ms) }] : []),
    ...(usage
      ? [
          { label: "Prompt", value: `${formatNumber(usage.prompt_tokens)} tokens` },
          { label: "Answer", value: `${formatNumber(usage.completion_tokens)} tokens` },
        ]
      : []),
  ];
}
