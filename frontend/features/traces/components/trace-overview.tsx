import Link from "next/link";

import { FactList, type Fact } from "@/components/common/facts";
import { TraceTimeline } from "@/features/traces/components/trace-timeline";
import type { AnswerTrace } from "@/lib/api/types";
import { formatAmount, formatExact, formatNumber } from "@/lib/format";

type Usage = NonNullable<AnswerTrace["tokens"]>;

type TraceOverviewProps = {
  trace: AnswerTrace;
  /** When the answer was written. */
  written: string;
};

/** What was searched, how long each step took, and what it cost. */
export function TraceOverview({ trace, written }: TraceOverviewProps) {
  return (
    <div className="grid gap-5">
      {trace.retrieval && <Query retrieval={trace.retrieval} />}
      <TraceTimeline trace={trace} />
      <section aria-label="Facts">
        <FactList facts={traceFacts(trace, written)} />
      </section>
    </div>
  );
}

function Query({ retrieval }: { retrieval: NonNullable<AnswerTrace["retrieval"]> }) {
  const { query, searched_query: searched } = retrieval;
  return (
    <section aria-label="What was searched">
      <h3 className="mb-1 text-xs text-muted-foreground">
        {searched === query ? "Searched for" : "Asked, and searched as"}
      </h3>
      {searched !== query && (
        <p className="mb-1 text-[13px] [overflow-wrap:anywhere] text-muted-foreground">{query}</p>
      )}
      <p className="text-[13px] [overflow-wrap:anywhere]" data-testid="trace-query">
        {searched}
      </p>
    </section>
  );
}

/** How an answer ended, where its end says something. */
const ENDS: Record<string, string> = {
  stop: "The model had said everything",
  length: "The longest answer that is set was reached",
  tool_calls: "The model called a tool",
  content_filter: "The provider withheld the rest",
};

function traceFacts(trace: AnswerTrace, written: string): Fact[] {
  const { model, version, tokens, cost, finish_reason: finish } = trace;
  return [
    ...(model ? [{ label: "Model", value: <ModelName trace={trace} /> }] : []),
    ...(version != null ? [{ label: "Version", value: `${version} of the deployment` }] : []),
    ...(tokens ? tokenFacts(tokens, trace.counted) : []),
    {
      label: "Cost",
      value: cost ? formatAmount(cost.amount, cost.currency) : "No price is set for this model",
    },
    ...(finish ? [{ label: "Ended", value: ENDS[finish] ?? finish }] : []),
    { label: "Written", value: formatExact(written) },
  ];
}

function ModelName({ trace: { model, answered_by: by } }: { trace: AnswerTrace }) {
  if (!model) return null;
  return (
    <>
      <Link href={`/models?model=${model.id}`} className="rounded-sm hover:underline">
        {model.name}
      </Link>
      {by && <span className="block font-mono text-xs text-muted-foreground">{by}</span>}
    </>
  );
}

/** How long the prompt and the answer were; estimated where the model did not count them. */
export function tokenFacts(tokens: Usage, counted: boolean): Fact[] {
  const note = counted ? "" : ", estimated";
  return [
    { label: "Prompt", value: `${formatNumber(tokens.prompt_tokens)} tokens${note}` },
    { label: "Answer", value: `${formatNumber(tokens.completion_tokens)} tokens${note}` },
  ];
}
