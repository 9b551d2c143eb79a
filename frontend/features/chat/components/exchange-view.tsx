"use client";

import { CircleAlert, CircleSlash, RotateCw } from "lucide-react";
import type { ReactNode } from "react";

import { CitedAnswer } from "@/components/common/cited-answer";
import { Button } from "@/components/ui/button";
import { AnswerFooter, type TraceToggle } from "@/features/chat/components/answer-footer";
import { canAnswerAgain, type Exchange } from "@/features/chat/exchanges";
import type { Citation, Message, Problem } from "@/lib/api/types";

/** A citation together with the answer it stands in. */
export type OpenSource = {
  answerId: string;
  /** The conversation, once the answer is kept in it with its trace. */
  sessionId?: string;
  citation: Citation;
};

type ExchangeViewProps = TraceToggle & {
  exchange: Exchange;
  openSource: OpenSource | null;
  onOpenSource: (source: OpenSource) => void;
  /** Given when the question may be answered again. */
  onRetry?: () => void;
};

export function ExchangeView({ exchange, onRetry, ...panels }: ExchangeViewProps) {
  const { question, answer } = exchange;
  return (
    <article className="py-5" data-testid="exchange">
      <QuestionBubble text={question.content} />
      {answer && <AnswerBody answer={answer} {...panels} />}
      {canAnswerAgain(answer) && <AnswerProblem answer={answer} onRetry={onRetry} />}
    </article>
  );
}

export function QuestionBubble({ text }: { text: string }) {
  return (
    <div className="mb-5 flex justify-end">
      <p
        data-testid="question"
        className="max-w-[85%] rounded-lg bg-muted px-3.5 py-2 text-[15px] leading-relaxed [overflow-wrap:anywhere] whitespace-pre-wrap"
      >
        {text}
      </p>
    </div>
  );
}

type AnswerBodyProps = Omit<ExchangeViewProps, "exchange" | "onRetry"> & { answer: Message };

function AnswerBody({ answer, openSource, onOpenSource, ...trace }: AnswerBodyProps) {
  const openNumber = openSource?.answerId === answer.id ? openSource.citation.number : null;
  return (
    <div data-testid="answer" data-status={answer.status}>
      <CitedAnswer
        text={answer.content}
        citations={answer.citations}
        unsupported={answer.unsupported}
        openNumber={openNumber}
        onOpen={(citation) =>
          onOpenSource({ answerId: answer.id, sessionId: answer.session_id, citation })
        }
      />
      {answer.status === "streaming" && <Waiting>Being written elsewhere</Waiting>}
      {answer.status === "complete" && <AnswerFooter answer={answer} {...trace} />}
    </div>
  );
}

function AnswerProblem({ answer, onRetry }: { answer: Message | null; onRetry?: () => void }) {
  if (answer?.status === "failed" && answer.error) {
    return <ProblemNote problem={answer.error} onRetry={onRetry} />;
  }
  const text = answer?.content ? "The answer was stopped here." : "This question has no answer.";
  return (
    <Note icon={<CircleSlash className="text-muted-foreground" />} onRetry={onRetry}>
      <p className="text-muted-foreground">{text}</p>
    </Note>
  );
}

/** Why there is no answer, what to do, and the button that asks again. */
export function ProblemNote({ problem, onRetry }: { problem: Problem; onRetry?: () => void }) {
  return (
    <Note icon={<CircleAlert className="text-danger" />} onRetry={onRetry}>
      <div data-testid="answer-error">
        <p className="font-medium">{problem.message}</p>
        {problem.remedy && <p className="text-muted-foreground">{problem.remedy}</p>}
        <p className="mt-1 font-mono text-xs text-muted-foreground">{problem.code}</p>
      </div>
    </Note>
  );
}

type NoteProps = { icon: ReactNode; onRetry?: () => void; children: ReactNode };

function Note({ icon, onRetry, children }: NoteProps) {
  return (
    <div className="mt-3 flex items-start gap-3 rounded-lg border px-3.5 py-3 text-[13px]">
      <span className="mt-0.5 [&_svg]:size-4">{icon}</span>
      <div className="min-w-0 flex-1">{children}</div>
      {onRetry && (
        <Button size="sm" onClick={onRetry} data-testid="retry-answer">
          <RotateCw /> Answer again
        </Button>
      )}
    </div>
  );
}

export function Waiting({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="flex items-center gap-2 text-[13px] text-muted-foreground">
      <span aria-hidden className="size-1.5 animate-pulse rounded-full bg-primary" />
      {children}
    </p>
  );
}
