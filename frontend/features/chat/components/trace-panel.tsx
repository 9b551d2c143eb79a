"use client";

import { X } from "lucide-react";

import { ErrorState } from "@/components/common/error-state";
import { FactList, type Fact } from "@/components/common/facts";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useTrace } from "@/features/chat/api";
import { GroundingSummary } from "@/features/chat/components/grounding-note";
import { ReplayView } from "@/features/chat/components/replay-view";
import { tokenFacts, TraceOverview } from "@/features/traces/components/trace-overview";
import { TraceTabs } from "@/features/traces/components/trace-tabs";
import { toApiError } from "@/lib/api/errors";
import type { AnswerTrace, Message } from "@/lib/api/types";
import { formatDuration, formatExact } from "@/lib/format";

type TracePanelProps = { answer: Message; onClose: () => void };

/** How an answer came about: what was found, what the model was given, what it took. */
export function TracePanel({ answer, onClose }: TracePanelProps) {
  const query = useTrace(answer.session_id, answer.id);
  const isUnknown = query.error !== null && toApiError(query.error).status === 404;
  const trace = isUnknown ? null : query.data;
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
      <TraceTabs
        trace={trace}
        overview={<AnswerOverview answer={answer} trace={trace ?? null} />}
        replay={<ReplayView answer={answer} version={trace?.version ?? null} />}
      >
        {query.error && !isUnknown && <ErrorState error={query.error} onRetry={query.refetch} />}
        {query.isPending && <Skeleton className="h-64 w-full" />}
      </TraceTabs>
    </section>
  );
}

type AnswerOverviewProps = { answer: Message; trace: AnswerTrace | null };

/** Whether an answer holds, and how it was made, as far as that is known. */
function AnswerOverview({ answer, trace }: AnswerOverviewProps) {
  return (
    <div className="grid gap-5">
      <GroundingSummary answer={answer} />
      {trace ? (
        <TraceOverview trace={trace} written={answer.created_at} />
      ) : (
        <section aria-label="Facts">
          <FactList facts={answerFacts(answer)} />
        </section>
      )}
    </div>
  );
}

/** What an answer tells of itself when no trace is kept with it. */
function answerFacts({ timings, usage, created_at: created }: Message): Fact[] {
  return [
    ...(timings ? [{ label: "Whole answer", value: formatDuration(timings.total_ms) }] : []),
    ...(usage ? tokenFacts(usage, true) : []),
    { label: "Written", value: formatExact(created) },
  ];
}
