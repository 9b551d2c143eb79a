"use client";

import { useQueryClient } from "@tanstack/react-query";

import { AnswerView } from "@/features/chat/components/answer-view";
import { BrokenAnswerNote, ProblemNote, Waiting } from "@/features/chat/components/problem-note";
import { QuestionBubble, QuestionView } from "@/features/chat/components/question-view";
import { SideBySide } from "@/features/chat/components/side-by-side";
import { useThread } from "@/features/chat/components/thread-context";
import {
  answerAgain,
  dismissRefused,
  sendAgain,
  type PendingQuestion,
} from "@/features/chat/live-answers";
import { answersTo, type Exchange } from "@/features/chat/message-tree";
import { Button } from "@/components/ui/button";
import type { Message } from "@/lib/api/types";

const COLUMN = "mx-auto max-w-[720px]";

type ExchangeViewProps = {
  exchange: Exchange;
  isEdited: boolean;
  onEdit: (isEdited: boolean) => void;
};

/** A question and its answer, or two of its answers side by side. */
export function ExchangeView({ exchange, ...editing }: ExchangeViewProps) {
  const { question, answer } = exchange;
  const beside = useBeside(question);
  return (
    <article className="py-4" data-testid="exchange">
      <div className={COLUMN}>
        <QuestionView question={question} {...editing} />
        {!beside && answer && <AnswerView question={question} answer={answer} />}
        {!answer && <Unanswered question={question} />}
      </div>
      {beside && (
        <div className="mx-auto max-w-[1080px]">
          <SideBySide question={question} answers={beside} />
        </div>
      )}
    </article>
  );
}

/** The two answers to this question that stand side by side. */
function useBeside(question: Message): readonly Message[] | null {
  const { tree, beside } = useThread();
  const answers = answersTo(tree, question.id).filter(({ id }) => beside.includes(id));
  return answers.length === 2 ? answers : null;
}

function Unanswered({ question }: { question: Message }) {
  const { sessionId, isWriting } = useThread();
  const queryClient = useQueryClient();
  return (
    <BrokenAnswerNote
      answer={null}
      onRetry={isWriting ? undefined : () => answerAgain(queryClient, sessionId, question)}
    />
  );
}

/** A question on its way to the API, or what the API has against it. */
export function PendingExchange({ pending }: { pending: PendingQuestion }) {
  const { sessionId } = useThread();
  const queryClient = useQueryClient();
  return (
    <article
      className={`${COLUMN} py-4`}
      data-testid="pending-exchange"
      aria-busy={pending.error === null}
    >
      <div className="mb-4 flex justify-end">
        <QuestionBubble text={pending.content} />
      </div>
      {pending.error ? (
        <>
          <ProblemNote
            problem={{
              code: pending.error.code,
              message: pending.error.message,
              remedy: pending.error.advice,
            }}
            onRetry={() => sendAgain(queryClient, sessionId)}
          />
          <Button
            variant="ghost"
            size="sm"
            className="mt-1"
            onClick={() => dismissRefused(sessionId)}
          >
            Dismiss
          </Button>
        </>
      ) : (
        <Waiting>Sending</Waiting>
      )}
    </article>
  );
}
