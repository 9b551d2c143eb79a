"use client";

import { useQueryClient } from "@tanstack/react-query";

import { CitedAnswer } from "@/components/common/cited-answer";
import { AnswerActions } from "@/features/chat/components/answer-actions";
import { AnswerFooter } from "@/features/chat/components/answer-footer";
import { BranchSwitcher } from "@/features/chat/components/branch-switcher";
import { BrokenAnswerNote, Waiting } from "@/features/chat/components/problem-note";
import { useThread } from "@/features/chat/components/thread-context";
import type { AnswerProgress } from "@/features/chat/answer-progress";
import { answerAgain, useAnswerProgress } from "@/features/chat/live-answers";
import { isBroken } from "@/features/chat/message-tree";
import type { Citation, Message } from "@/lib/api/types";
import { plural } from "@/lib/format";

type AnswerViewProps = {
  question: Message;
  answer: Message;
  /** Without what leads to other answers, where these stand beside it already. */
  isBeside?: boolean;
};

/** An answer: written, being written, or broken off. */
export function AnswerView({ question, answer, isBeside }: AnswerViewProps) {
  const { panels } = useThread();
  if (answer.status === "streaming") return <AnswerInTheMaking answer={answer} />;
  return (
    <div data-testid="answer" data-status={answer.status}>
      <AnswerText answer={answer} text={answer.content} citations={answer.citations} />
      {isBroken(answer) ? (
        <BrokenAnswer question={question} answer={answer} isBeside={isBeside} />
      ) : (
        <AnswerFooter
          answer={answer}
          openTraceId={panels.openTraceId}
          onOpenTrace={panels.onOpenTrace}
        >
          {!isBeside && <AnswerActions question={question} answer={answer} />}
        </AnswerFooter>
      )}
    </div>
  );
}

type AnswerTextProps = { answer: Message; text: string; citations: Citation[] };

function AnswerText({ answer, text, citations }: AnswerTextProps) {
  const { openSource, onOpenSource } = useThread().panels;
  return (
    <CitedAnswer
      text={text}
      citations={citations}
      unsupported={answer.unsupported}
      openNumber={openSource?.answerId === answer.id ? openSource.citation.number : null}
      onOpen={(citation) =>
        onOpenSource({
          answerId: answer.id,
          sessionId: answer.status === "streaming" ? undefined : answer.session_id,
          citation,
        })
      }
    />
  );
}

function AnswerInTheMaking({ answer }: { answer: Message }) {
  const progress = useAnswerProgress(answer.id);
  // What is kept of it already is shown until its events have been told once more.
  const text = progress?.text || answer.content;
  return (
    <div data-testid="answer" data-status="streaming" aria-busy>
      {text && <AnswerText answer={answer} text={text} citations={progress?.passages ?? []} />}
      {(!text || progress?.isCut) && <Waiting>{stageText(progress)}</Waiting>}
    </div>
  );
}

function stageText(progress: AnswerProgress | null): string {
  if (progress?.isCut)
    return "Connection lost. The answer goes on and is fetched as soon as it is back.";
  if (!progress?.passages) return "Looking through the documents";
  if (progress.passages.length === 0) return "Writing";
  return `Reading ${plural(progress.passages.length, "passage")}`;
}

function BrokenAnswer({ question, answer, isBeside }: AnswerViewProps) {
  const { sessionId, isWriting } = useThread();
  const queryClient = useQueryClient();
  const again = () => answerAgain(queryClient, sessionId, question);
  return (
    <>
      <BrokenAnswerNote answer={answer} onRetry={isWriting || isBeside ? undefined : again} />
      <div className="mt-1 -ml-1.5 flex items-center empty:hidden">
        {!isBeside && <BranchSwitcher message={answer} noun="Answer" />}
      </div>
    </>
  );
}
