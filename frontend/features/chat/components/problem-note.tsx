"use client";

import { CircleAlert, CircleSlash, RotateCw } from "lucide-react";
import type { ReactNode } from "react";

import { Button } from "@/components/ui/button";
import type { Message, Problem } from "@/lib/api/types";

type RetryProps = { onRetry?: () => void };

type BrokenAnswer = Pick<Message, "status" | "content" | "error">;

/** What became of an answer that is not complete. */
export function BrokenAnswerNote({
  answer,
  onRetry,
}: RetryProps & { answer: BrokenAnswer | null }) {
  if (answer?.status === "failed" && answer.error) {
    return <ProblemNote problem={answer.error} onRetry={onRetry} />;
  }
  return (
    <Note icon={<CircleSlash className="text-muted-foreground" />} onRetry={onRetry}>
      <p className="text-muted-foreground">{endText(answer)}</p>
    </Note>
  );
}

function endText(answer: BrokenAnswer | null): string {
  if (!answer) return "This question has no answer.";
  return answer.content
    ? "The answer was stopped here."
    : "The answer was stopped before its first word.";
}

/** Why there is no answer, what to do, and the button that asks again. */
export function ProblemNote({ problem, onRetry }: RetryProps & { problem: Problem }) {
  return (
    <Note icon={<CircleAlert className="text-danger" />} onRetry={onRetry}>
      <div data-testid="answer-error" role="alert">
        <p className="font-medium">{problem.message}</p>
        {problem.remedy && <p className="text-muted-foreground">{problem.remedy}</p>}
        <p className="mt-1 font-mono text-xs text-muted-foreground">{problem.code}</p>
      </div>
    </Note>
  );
}

type NoteProps = RetryProps & { icon: ReactNode; children: ReactNode };

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

/** What the answer is at, while there is nothing to read of it yet. */
export function Waiting({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="flex items-center gap-2 text-[13px] text-muted-foreground">
      <span aria-hidden className="size-1.5 animate-pulse rounded-full bg-primary" />
      {children}
    </p>
  );
}
