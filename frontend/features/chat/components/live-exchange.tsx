"use client";

import { CitedAnswer } from "@/components/common/cited-answer";
import {
  ProblemNote,
  QuestionBubble,
  Waiting,
  type OpenSource,
} from "@/features/chat/components/exchange-view";
import type { LiveAnswer } from "@/features/chat/live-answers";
import { plural } from "@/lib/format";

type LiveExchangeProps = {
  live: LiveAnswer;
  openSource: OpenSource | null;
  onOpenSource: (source: OpenSource) => void;
  onRetry: () => void;
};

function stageText(live: LiveAnswer): string {
  if (!live.questionId) return "Sending";
  if (!live.passages) return "Looking through the documents";
  return `Reading ${plural(live.passages.length, "passage")}`;
}

/** The exchange that is being written right now. */
export function LiveExchange({ live, openSource, onOpenSource, onRetry }: LiveExchangeProps) {
  const answerId = live.answerId ?? "";
  const openNumber = openSource?.answerId === answerId ? openSource.citation.number : null;
  return (
    <article className="py-5" data-testid="live-exchange" aria-busy={!live.error}>
      <QuestionBubble text={live.typedQuestion ?? live.question?.content ?? ""} />
      {live.error ? (
        <ProblemNote
          problem={{
            code: live.error.code,
            message: live.error.message,
            remedy: live.error.advice,
          }}
          onRetry={onRetry}
        />
      ) : live.text ? (
        <div data-testid="answer" data-status="streaming">
          <CitedAnswer
            text={live.text}
            citations={live.passages ?? []}
            openNumber={openNumber}
            onOpen={(citation) => onOpenSource({ answerId, citation })}
          />
        </div>
      ) : (
        <Waiting>{stageText(live)}</Waiting>
      )}
    </article>
  );
}
