"use client";

import { SearchX, X } from "lucide-react";
import type { ReactNode } from "react";

import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { useTrace } from "@/features/chat/api";
import { ReplayView } from "@/features/chat/components/replay-view";
import { TraceOverview } from "@/features/chat/components/trace-overview";
import { TracePrompt } from "@/features/chat/components/trace-prompt";
import { HitList } from "@/features/retrieval/components/hit-list";
import { SearchProblems } from "@/features/retrieval/components/search-problems";
import { SearchSummary } from "@/features/retrieval/components/search-summary";
import { toApiError } from "@/lib/api/errors";
import type { AnswerTrace, Message } from "@/lib/api/types";
import { formatNumber } from "@/lib/format";

type TracePanelProps = { answer: Message; onClose: () => void };

/** How an answer came about: what was found, what the model was given, what it took. */
export function TracePanel({ answer, onClose }: TracePanelProps) {
  const trace = useTrace(answer.session_id, answer.id);
  const isUnknown = trace.error !== null && toApiError(trace.error).status === 404;
  return (
    <section
      aria-label="Why this answer"
      data-testid="trace-panel"
      className="flex h-full min-h-0 flex-col bg-background"
      onKeyDown={(event) => event.key === "Escape" && !event.defaultPrevented && onClose()}
    >
      <header className="flex items-center gap-3 py-3 pr-2.5 pl-4">
        <h2 className="min-w-0 flex-1 font-medium">Why this answer</h2>
        <Button variant="ghost" size="icon-sm" aria-label="Close trace" onClick={onClose}>
          <X />
        </Button>
      </header>
      <TraceTabs answer={answer} trace={trace.data} isUnknown={isUnknown}>
        {trace.error && !isUnknown && <ErrorState error={trace.error} onRetry={trace.refetch} />}
        {trace.isPending && <Skeleton className="h-64 w-full" />}
      </TraceTabs>
    </section>
  );
}

type TraceTabsProps = {
  answer: Message;
  trace: AnswerTrace | undefined;
  /** No trace was kept with the answer. */
  isUnknown: boolean;
  /** What stands in for a trace that is not here (yet). */
  children: ReactNode;
};

function TraceTabs({ answer, trace, isUnknown, children }: TraceTabsProps) {
  const found = trace?.retrieval?.hits.length;
  return (
    <Tabs defaultValue="overview" className="flex min-h-0 flex-1 flex-col">
      <TabsList className="shrink-0 px-4">
        <TabsTrigger value="overview">Overview</TabsTrigger>
        <TabsTrigger value="passages" data-testid="trace-tab-passages">
          Passages
          {found !== undefined && (
            <span className="ml-1.5 font-mono text-xs text-muted-foreground">
              {formatNumber(found)}
            </span>
          )}
        </TabsTrigger>
        <TabsTrigger value="prompt" data-testid="trace-tab-prompt">
          Prompt
        </TabsTrigger>
        <TabsTrigger value="replay" data-testid="trace-tab-replay">
          Replay
        </TabsTrigger>
      </TabsList>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-6" tabIndex={-1}>
        <TabsContent value="overview" className="pt-4">
          {children}
          {(trace || isUnknown) && <TraceOverview answer={answer} trace={trace ?? null} />}
        </TabsContent>
        <TabsContent value="passages" className="pt-4">
          {children}
          {trace?.retrieval && <Retrieval retrieval={trace.retrieval} passages={trace.passages} />}
          {(isUnknown || trace?.retrieval === null) && <NothingSearched />}
        </TabsContent>
        <TabsContent value="prompt" className="pt-4">
          {children}
          {(trace || isUnknown) && <TracePrompt prompt={trace?.prompt ?? []} />}
        </TabsContent>
        <TabsContent value="replay" className="pt-4">
          <ReplayView answer={answer} version={trace?.version ?? null} />
        </TabsContent>
      </div>
    </Tabs>
  );
}

function NothingSearched() {
  return (
    <EmptyState icon={SearchX} title="Nothing was searched">
      No search is kept with this answer: it has no knowledge base, or it was written before traces
      were kept.
    </EmptyState>
  );
}

type RetrievalProps = {
  retrieval: NonNullable<AnswerTrace["retrieval"]>;
  passages: number;
};

function Retrieval({ retrieval, passages }: RetrievalProps) {
  return (
    <>
      <SearchProblems problems={retrieval.problems} />
      <SearchSummary result={retrieval} />
      <p className="mb-2 text-[13px] text-muted-foreground" data-testid="trace-passages">
        {readText(retrieval.hits.length, passages)}
      </p>
      {retrieval.hits.length > 0 && <HitList hits={retrieval.hits} narrow />}
    </>
  );
}

function readText(found: number, read: number): string {
  if (found === 0) return "Nothing was found that you may read.";
  if (read < found) return `The model read the first ${read}; the others did not fit its limit.`;
  return found === 1 ? "The model read it." : "The model read all of them.";
}
