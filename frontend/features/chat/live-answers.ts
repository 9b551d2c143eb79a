"use client";

/**
 * Answers that are being written, by conversation. They live outside the pages, so that an
 * answer goes on while the reader looks at something else.
 */
import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";

import { chatKeys, storeMessages } from "@/features/chat/api";
import { stopWriting, streamAnswer, type AnswerRequest } from "@/features/chat/stream-events";
import { ApiError, networkError } from "@/lib/api/errors";
import type { Citation, Message, StreamEvent } from "@/lib/api/types";

export type LiveAnswer = {
  /** The question as typed; null when a kept question is answered again. */
  typedQuestion: string | null;
  /** The kept question, once the API has it. */
  question: Message | null;
  questionId: string | null;
  answerId: string | null;
  text: string;
  passages: Citation[] | null;
  /** Why there is no answer, when the API refused or the connection broke. */
  error: ApiError | null;
};

type Entry = { answer: LiveAnswer; controller: AbortController };

/** How long the API takes to keep what was written when the connection closes. */
const SETTLE_MS = 600;

const entries = new Map<string, Entry>();
const listeners = new Set<() => void>();
let publishing = false;

function publishNow(): void {
  publishing = false;
  listeners.forEach((listener) => listener());
}

// Tokens arrive faster than the screen is drawn; one update per frame is enough.
function publish(): void {
  if (publishing) return;
  publishing = true;
  requestAnimationFrame(publishNow);
}

function update(entry: Entry, change: Partial<LiveAnswer>): void {
  entry.answer = { ...entry.answer, ...change };
  publish();
}

function begin(sessionId: string, answer: Partial<LiveAnswer>): Entry {
  const entry: Entry = {
    answer: {
      typedQuestion: null,
      question: null,
      questionId: null,
      answerId: null,
      text: "",
      passages: null,
      error: null,
      ...answer,
    },
    controller: new AbortController(),
  };
  entries.set(sessionId, entry);
  publish();
  return entry;
}

function end(sessionId: string, entry: Entry): void {
  if (entries.get(sessionId) === entry) entries.delete(sessionId);
  publish();
}

/** Asks a new question. */
export function askQuestion(queryClient: QueryClient, sessionId: string, content: string): void {
  const entry = begin(sessionId, { typedQuestion: content });
  void run(queryClient, { sessionId, content }, entry);
}

/** Answers a kept question once more. */
export function answerAgain(queryClient: QueryClient, sessionId: string, question: Message): void {
  const entry = begin(sessionId, { question, questionId: question.id });
  void run(queryClient, { sessionId, questionId: question.id }, entry);
}

/** Stops the answer; what was written of it is kept. It is the server's, so the server is told. */
export async function stopAnswer(sessionId: string): Promise<void> {
  const entry = entries.get(sessionId);
  if (entry?.answer.answerId) await stopWriting(sessionId, entry.answer.answerId);
  entry?.controller.abort();
}

/** Forgets a question that never reached the API. */
export function dismissFailedQuestion(sessionId: string): void {
  const entry = entries.get(sessionId);
  if (entry?.answer.error) end(sessionId, entry);
}

async function run(queryClient: QueryClient, request: AnswerRequest, entry: Entry): Promise<void> {
  const { sessionId } = request;
  try {
    for await (const event of streamAnswer(request, entry.controller.signal)) {
      apply(queryClient, sessionId, entry, event);
    }
    await settle(queryClient, sessionId, entry);
  } catch (error) {
    if (entry.controller.signal.aborted || entry.answer.answerId) {
      await settle(queryClient, sessionId, entry);
    } else {
      update(entry, { error: error instanceof ApiError ? error : networkError() });
    }
  } finally {
    void queryClient.invalidateQueries({ queryKey: chatKeys.sessions });
  }
}

function apply(queryClient: QueryClient, sessionId: string, entry: Entry, event: StreamEvent) {
  switch (event.type) {
    case "start":
      return update(entry, {
        question: event.question,
        questionId: event.question.id,
        answerId: event.answer_id,
      });
    case "passages":
      return update(entry, { passages: event.passages });
    case "delta":
      return update(entry, { text: entry.answer.text + event.text });
    case "done":
      return finish(queryClient, sessionId, entry, event.message);
    case "error":
      if (event.answer) return finish(queryClient, sessionId, entry, event.answer);
      return;
  }
}

function finish(queryClient: QueryClient, sessionId: string, entry: Entry, answer: Message): void {
  const { question } = entry.answer;
  storeMessages(queryClient, sessionId, question ? [question, answer] : [answer]);
  end(sessionId, entry);
}

/** After a stop or a broken connection: shows what the API kept. */
async function settle(queryClient: QueryClient, sessionId: string, entry: Entry): Promise<void> {
  if (entries.get(sessionId) !== entry) return;
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  await queryClient.invalidateQueries({ queryKey: chatKeys.messages(sessionId) });
  end(sessionId, entry);
}

export function useLiveAnswer(sessionId: string): LiveAnswer | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => entries.get(sessionId)?.answer ?? null,
    () => null,
  );
}
