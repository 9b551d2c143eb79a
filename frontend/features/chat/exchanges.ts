import type { LiveAnswer } from "@/features/chat/live-answers";
import type { Message } from "@/lib/api/types";

export type Exchange = { question: Message; answer: Message | null };

/** Pairs each question with its answer, in the order of the questions. */
export function pairExchanges(messages: Message[]): Exchange[] {
  const answers = new Map(
    messages
      .filter((message) => message.role === "assistant")
      .map((message) => [message.reply_to_id, message]),
  );
  return messages
    .filter((message) => message.role === "user")
    .map((question) => ({ question, answer: answers.get(question.id) ?? null }));
}

/** The exchanges that are kept, without the one that is shown live. */
export function keptExchanges(messages: Message[], live: LiveAnswer | null): Exchange[] {
  const exchanges = pairExchanges(messages);
  if (!live) return exchanges;
  if (live.questionId) return exchanges.filter(({ question }) => question.id !== live.questionId);
  // The API may already list the question whose first event is still on its way to us.
  const last = exchanges.at(-1);
  const isLive =
    last?.question.content === live.typedQuestion && last?.answer?.status === "streaming";
  return isLive ? exchanges.slice(0, -1) : exchanges;
}

/** Whether a kept answer may be asked for again. */
export function canAnswerAgain(answer: Message | null): boolean {
  return !answer || answer.status === "failed" || answer.status === "interrupted";
}
