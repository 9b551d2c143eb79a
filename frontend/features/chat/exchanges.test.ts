import { describe, expect, it } from "vitest";

import type { LiveAnswer } from "@/features/chat/live-answers";
import type { Message } from "@/lib/api/types";

import { canAnswerAgain, keptExchanges, pairExchanges } from "./exchanges";

const message = (id: string, change: Partial<Message> = {}): Message => ({
  id,
  session_id: "s1",
  reply_to_id: null,
  parent_id: null,
  siblings: [],
  model_id: null,
  version: null,
  feedback: null,
  role: "user",
  content: `Question ${id}`,
  status: "complete",
  error: null,
  citations: [],
  unsupported: [],
  grounding: null,
  usage: null,
  timings: null,
  created_at: "2026-01-01T00:00:00Z",
  ...change,
});

const answerTo = (id: string, change: Partial<Message> = {}) =>
  message(`a-${id}`, { role: "assistant", reply_to_id: id, content: "Answer", ...change });

const live = (change: Partial<LiveAnswer>): LiveAnswer => ({
  typedQuestion: null,
  question: null,
  questionId: null,
  answerId: null,
  text: "",
  passages: null,
  error: null,
  ...change,
});

describe("pairExchanges", () => {
  it("pairs each question with its own answer", () => {
    const messages = [message("1"), message("2"), answerTo("2"), answerTo("1")];
    expect(
      pairExchanges(messages).map(({ question, answer }) => [question.id, answer?.id]),
    ).toEqual([
      ["1", "a-1"],
      ["2", "a-2"],
    ]);
  });

  it("keeps a question that has no answer", () => {
    expect(pairExchanges([message("1")])).toEqual([{ question: message("1"), answer: null }]);
  });
});

describe("keptExchanges", () => {
  const messages = [
    message("1"),
    answerTo("1"),
    message("2"),
    answerTo("2", { status: "streaming" }),
  ];

  it("leaves out the exchange that is shown live", () => {
    const kept = keptExchanges(messages, live({ questionId: "2" }));
    expect(kept.map(({ question }) => question.id)).toEqual(["1"]);
  });

  it("leaves it out before its first event has arrived", () => {
    const kept = keptExchanges(messages, live({ typedQuestion: "Question 2" }));
    expect(kept.map(({ question }) => question.id)).toEqual(["1"]);
  });
});

it("offers another answer only where there is none", () => {
  expect(canAnswerAgain(null)).toBe(true);
  expect(canAnswerAgain(answerTo("1", { status: "failed" }))).toBe(true);
  expect(canAnswerAgain(answerTo("1", { status: "interrupted" }))).toBe(true);
  expect(canAnswerAgain(answerTo("1"))).toBe(false);
});
