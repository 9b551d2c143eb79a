"use client";

/**
 * Questions on their way and answers that are being written. They live outside the pages, so
 * that an answer goes on while the reader looks at something else.
 */
import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";

import { NOTHING_YET, withEvent, type AnswerProgress } from "@/features/chat/answer-progress";
import { chatKeys } from "@/features/chat/api";
import { placeMessages, storeMessages } from "@/features/chat/kept-messages";
import { tellOtherTabs } from "@/features/chat/other-tabs";
import {
  stopWriting,
  streamAnswer,
  type AnswerRequest,
  type NumberedEvent,
} from "@/features/chat/stream-events";
import { ApiError, networkError, toApiError } from "@/lib/api/errors";
import type { Message, StreamEvent } from "@/lib/api/types";

/** A question that the API does not have yet, or has refused. */
export type PendingQuestion = {
  content: string;
  /** The question whose place it takes on the branch; null for one that comes last. */
  inPlaceOf: string | null;
  /** Why the API refused. */
  error: ApiError | null;
  request: AnswerRequest;
};

type Pending = { question: PendingQuestion; isStopped: boolean };
type Live = { sessionId: string; answerId: string; progress: AnswerProgress };
type Start = Extract<StreamEvent, { type: "start" }>;

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

const pending = new Map<string, Pending>();
const live = new Map<string, Live>();
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

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Asks a new question, or puts a kept one in other words. */
export function askQuestion(
  queryClient: QueryClient,
  sessionId: string,
  content: string,
  editOf?: string,
): void {
  send(queryClient, sessionId, {
    content,
    inPlaceOf: editOf ?? null,
    error: null,
    request: { content, editOf },
  });
}

/** Has a kept question answered once more, by another model if one is named. */
export function answerAgain(
  queryClient: QueryClient,
  sessionId: string,
  question: Message,
  modelId?: string,
): void {
  send(queryClient, sessionId, {
    content: question.content,
    inPlaceOf: question.id,
    error: null,
    request: { questionId: question.id, modelId },
  });
}

/** Sends a question that was refused once more. */
export function sendAgain(queryClient: QueryClient, sessionId: string): void {
  const refused = pending.get(sessionId)?.question;
  if (refused?.error) send(queryClient, sessionId, { ...refused, error: null });
}

/** Forgets a question that the API refused. */
export function dismissRefused(sessionId: string): void {
  if (pending.get(sessionId)?.question.error) pending.delete(sessionId);
  publish();
}

/** Follows an answer that is being written, from its beginning, unless that is done already. */
export function followAnswer(queryClient: QueryClient, sessionId: string, answerId: string): void {
  if (live.has(answerId)) return;
  void followToEnd(queryClient, begin(sessionId, answerId));
}

/** Stops what is being written in a conversation; what there is of it is kept. */
export async function stopAnswers(queryClient: QueryClient, sessionId: string): Promise<void> {
  const waiting = pending.get(sessionId);
  if (waiting) waiting.isStopped = true;
  const writing = [...live.values()].filter((entry) => entry.sessionId === sessionId);
  await Promise.all(writing.map((entry) => stopOne(queryClient, entry)));
}

async function stopOne(queryClient: QueryClient, entry: Live): Promise<void> {
  const kept = await stopWriting(entry.sessionId, entry.answerId);
  if (kept && kept.status !== "streaming") finish(queryClient, entry, kept);
}

function send(queryClient: QueryClient, sessionId: string, question: PendingQuestion): void {
  const waiting: Pending = { question, isStopped: false };
  pending.set(sessionId, waiting);
  publish();
  void run(queryClient, sessionId, waiting);
}

async function run(queryClient: QueryClient, sessionId: string, waiting: Pending): Promise<void> {
  let entry: Live | null = null;
  try {
    for await (const numbered of streamAnswer(sessionId, waiting.question.request)) {
      if (numbered.event.type === "start") {
        entry = await enter(queryClient, sessionId, waiting, numbered.event);
      }
      if (entry) take(queryClient, entry, numbered);
    }
  } catch (error) {
    if (!entry) refuse(sessionId, waiting, error);
  }
  if (entry) await followToEnd(queryClient, entry);
}

/** The API has the question: from now on it stands on the branch, with an answer to come. */
async function enter(
  queryClient: QueryClient,
  sessionId: string,
  waiting: Pending,
  { question, answer_id }: Start,
): Promise<Live> {
  const entry = begin(sessionId, answer_id);
  const { request } = waiting.question;
  const modelId = "questionId" in request ? (request.modelId ?? null) : null;
  await placeMessages(queryClient, sessionId, [question, answerTo(question, answer_id, modelId)]);
  if (pending.get(sessionId) === waiting) pending.delete(sessionId);
  publish();
  tellOtherTabs(sessionId);
  void queryClient.invalidateQueries({ queryKey: chatKeys.lists });
  if (waiting.isStopped) void stopOne(queryClient, entry);
  return entry;
}

/** An answer of which nothing is written yet. */
export function answerTo(question: Message, id: string, modelId: string | null): Message {
  return {
    ...question,
    id,
    reply_to_id: question.id,
    parent_id: question.id,
    siblings: [],
    model_id: modelId,
    version: null,
    role: "assistant",
    content: "",
    status: "streaming",
  };
}

function refuse(sessionId: string, waiting: Pending, reason: unknown): void {
  if (pending.get(sessionId) !== waiting) return;
  const error = reason instanceof ApiError ? reason : networkError();
  waiting.question = { ...waiting.question, error };
  publish();
}

function begin(sessionId: string, answerId: string): Live {
  const entry: Live = { sessionId, answerId, progress: NOTHING_YET };
  live.set(answerId, entry);
  publish();
  return entry;
}

/** Takes the stream up where it broke off, again and again, until the answer has ended. */
async function followToEnd(queryClient: QueryClient, entry: Live): Promise<void> {
  const { sessionId, answerId } = entry;
  for (let failures = 0; live.get(answerId) === entry; failures += 1) {
    if (failures > 0) await cutOff(entry, failures);
    try {
      const after = entry.progress.lastEvent;
      for await (const numbered of streamAnswer(sessionId, { answerId, after })) {
        failures = 0;
        take(queryClient, entry, numbered);
      }
    } catch (error) {
      if (isFinal(toApiError(error))) return finish(queryClient, entry, null);
    }
  }
}

/** Whether it will be said again however often it is asked. */
function isFinal(error: ApiError): boolean {
  return error.isRefusal || error.status === 401;
}

async function cutOff(entry: Live, failures: number): Promise<void> {
  entry.progress = { ...entry.progress, isCut: true };
  publish();
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);
  await new Promise((resolve) => setTimeout(resolve, pause));
}

function take(queryClient: QueryClient, entry: Live, numbered: NumberedEvent): void {
  entry.progress = withEvent(entry.progress, numbered);
  if (entry.progress.hasEnded) finish(queryClient, entry, entry.progress.kept);
  else publish();
}

/** The answer has ended: shows what the API kept of it, and asks where that was not told. */
function finish(queryClient: QueryClient, entry: Live, kept: Message | null): void {
  const { sessionId, answerId } = entry;
  if (live.get(answerId) !== entry) return;
  live.delete(answerId);
  if (kept) storeMessages(queryClient, sessionId, [kept]);
  else void queryClient.invalidateQueries({ queryKey: chatKeys.messages(sessionId) });
  void queryClient.invalidateQueries({ queryKey: chatKeys.lists });
  void queryClient.invalidateQueries({ queryKey: chatKeys.one(sessionId), exact: true });
  publish();
}

/** The question of a conversation that is on its way to the API. */
export function usePendingQuestion(sessionId: string): PendingQuestion | null {
  return useSyncExternalStore(
    subscribe,
    () => pending.get(sessionId)?.question ?? null,
    () => null,
  );
}

/** How far an answer is; null when it is not followed here. */
export function useAnswerProgress(answerId: string): AnswerProgress | null {
  return useSyncExternalStore(
    subscribe,
    () => live.get(answerId)?.progress ?? null,
    () => null,
  );
}
