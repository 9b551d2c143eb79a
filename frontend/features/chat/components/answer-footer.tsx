"use client";

import type { ReactNode } from "react";

import { CopyButton } from "@/components/common/copy-button";
import { AnswerFeedback } from "@/features/chat/components/answer-feedback";
import { GroundingNote } from "@/features/chat/components/grounding-note";
import type { Message } from "@/lib/api/types";
import { formatDuration } from "@/lib/format";

/** Which answer has its trace open, and how to open one. */
export type TraceToggle = {
  openTraceId: string | null;
  onOpenTrace: (answer: Message) => void;
};

type AnswerFooterProps = TraceToggle & {
  answer: Message;
  /** What else can be done with the answer: its branches, another answer. */
  children?: ReactNode;
};

/** The line under an answer: what it took, and what can be done with it. */
export function AnswerFooter({ answer, openTraceId, onOpenTrace, children }: AnswerFooterProps) {
  const { timings, usage } = answer;
  const facts = [
    timings && formatDuration(timings.total_ms),
    timings?.first_token_ms != null && `first word after ${formatDuration(timings.first_token_ms)}`,
    usage && `${usage.completion_tokens} tokens`,
  ].filter(Boolean);
  return (
    <>
      <GroundingNote answer={answer} />
      <div className="mt-1.5 -ml-1.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted-foreground">
        {children}
        <span className="flex">
          <CopyButton text={answer.content} label="Copy answer" />
          <AnswerFeedback answer={answer} />
        </span>
        <span className="tabular-nums">{facts.join(" · ")}</span>
        <button
          type="button"
          aria-pressed={openTraceId === answer.id}
          onClick={() => onOpenTrace(answer)}
          className="ml-auto rounded-sm px-1 hover:text-foreground hover:underline"
          data-testid="open-trace"
        >
          Why this answer
        </button>
      </div>
    </>
  );
}
