"use client";

import { FileX2 } from "lucide-react";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { CopyButton } from "@/components/common/copy-button";
import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { FactRow, type Fact } from "@/components/common/facts";
import { Markdown } from "@/components/common/markdown";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { RelativeTime } from "@/components/common/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { BrokenAnswerNote } from "@/features/chat/components/problem-note";
import { useDeployment } from "@/features/deployments/api";
import {
  callerText,
  callsHref,
  timeText,
  tokensText,
  VIA_LABELS,
} from "@/features/deployments/call-words";
import { useCall } from "@/features/deployments/calls-api";
import { CallStatusBadge } from "@/features/deployments/components/call-status";
import { TraceOverview } from "@/features/traces/components/trace-overview";
import { TraceTabs } from "@/features/traces/components/trace-tabs";
import type { CallDetail } from "@/lib/api/types";

type CallPageProps = { deploymentId: string; callId: string };

/** What a program asked, what it was answered, and how the answer was made. */
export function CallPage({ deploymentId, callId }: CallPageProps) {
  const deployment = useDeployment(deploymentId);
  const call = useCall(deploymentId, callId);
  return (
    <PageBody>
      <Breadcrumbs
        items={[
          { label: "Deployments", href: "/deployments" },
          { label: deployment.data?.name ?? "…", href: `/deployments/${deploymentId}` },
          { label: "Calls", href: callsHref(deploymentId) },
          { label: "Call" },
        ]}
      />
      {call.error && <ErrorState error={call.error} onRetry={call.refetch} />}
      {call.isPending && <Skeleton className="h-96 w-full" />}
      {call.data && <CallContent call={call.data} />}
    </PageBody>
  );
}

function CallContent({ call }: { call: CallDetail }) {
  return (
    <>
      <PageHeader title="Call" badge={<CallStatusBadge status={call.status} />} />
      <FactRow facts={callFacts(call)} className="mb-6" />
      <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-[minmax(0,1fr)_26rem]">
        <div className="grid min-w-0 grid-cols-1 gap-6">
          <Question text={call.question} />
          <Answer call={call} />
        </div>
        <Trace call={call} />
      </div>
    </>
  );
}

function callFacts(call: CallDetail): Fact[] {
  return [
    { label: "When", value: <RelativeTime iso={call.created_at} /> },
    { label: "Key", value: callerText(call) },
    { label: "Via", value: VIA_LABELS[call.via] },
    { label: "Version", value: call.version ?? "–" },
    { label: "Tokens, prompt + answer", value: tokensText(call.tokens) },
    { label: "First token", value: timeText(call.timings?.first_token_ms) },
    { label: "Total", value: timeText(call.timings?.total_ms) },
    ...(call.request_id
      ? [{ label: "Request id", value: <RequestId id={call.request_id} /> }]
      : []),
  ];
}

/** Whole, since it is looked for in logs. */
function RequestId({ id }: { id: string }) {
  return (
    <span className="-my-1 flex items-center gap-1">
      <code className="min-w-0 font-mono text-xs [overflow-wrap:anywhere]">{id}</code>
      <CopyButton text={id} label="Copy the request id" />
    </span>
  );
}

function Question({ text }: { text: string }) {
  return (
    <section aria-labelledby="call-question">
      <SectionTitle id="call-question" title="Question" text={text} />
      <p
        data-testid="call-question"
        className="rounded-lg bg-muted px-3.5 py-2 [overflow-wrap:anywhere] whitespace-pre-wrap"
      >
        {text}
      </p>
    </section>
  );
}

function Answer({ call }: { call: CallDetail }) {
  return (
    <section aria-labelledby="call-answer" className="min-w-0">
      <SectionTitle id="call-answer" title="Answer" text={call.answer} />
      <div data-testid="call-answer">
        <Markdown text={call.answer} />
      </div>
      {call.status !== "complete" && <BrokenAnswerNote answer={brokenAnswer(call)} />}
    </section>
  );
}

function brokenAnswer({ status, answer, error_code: code, request_id: requestId }: CallDetail) {
  const error = code
    ? {
        code,
        message: "The call failed, and the program was told so.",
        remedy: requestId && "The server’s log has more under the request id.",
      }
    : null;
  return { status, content: answer, error };
}

type SectionTitleProps = { id: string; title: string; text: string };

function SectionTitle({ id, title, text }: SectionTitleProps) {
  return (
    <div className="mb-1.5 flex min-h-7 items-center justify-between gap-3">
      <h2 id={id} className="font-medium">
        {title}
      </h2>
      {text && <CopyButton text={text} label={`Copy the ${title.toLowerCase()}`} />}
    </div>
  );
}

function Trace({ call: { trace, created_at: written } }: { call: CallDetail }) {
  if (!trace) return <NoTrace />;
  return (
    <section
      aria-label="Why this answer"
      data-testid="call-trace"
      className="flex min-w-0 flex-col rounded-lg border"
    >
      <h2 className="px-4 pt-3 pb-1 font-medium">Why this answer</h2>
      <TraceTabs trace={trace} overview={<TraceOverview trace={trace} written={written} />} />
    </section>
  );
}

function NoTrace() {
  return (
    <EmptyState icon={FileX2} title="Nothing was done for it">
      The call failed before anything was searched or a model was asked.
    </EmptyState>
  );
}
