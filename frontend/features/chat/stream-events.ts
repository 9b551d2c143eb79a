import { EventSourceParserStream } from "eventsource-parser/stream";

import { apiErrorFrom } from "@/lib/api/errors";
import { authorizedFetch } from "@/lib/api/fetch";
import { apiUrl } from "@/lib/api/origin";
import type { Message, StreamEvent } from "@/lib/api/types";

/** What to stream: an answer to a new question, another one to a kept question, or the rest of one. */
export type AnswerRequest =
  | { content: string; editOf?: string }
  | { questionId: string; modelId?: string }
  | { answerId: string; after: number };

/** An event of an answer, with its number, counted from 1. */
export type NumberedEvent = { number: number; event: StreamEvent };

function messagesUrl(sessionId: string): string {
  return apiUrl(`/api/v1/chat/sessions/${sessionId}/messages`);
}

function post(url: string, body: object): Request {
  return new Request(url, {
    method: "POST",
    headers: { Accept: "text/event-stream", "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

function toRequest(sessionId: string, request: AnswerRequest): Request {
  const messages = messagesUrl(sessionId);
  if ("content" in request) {
    const body = { content: request.content, edit_of: request.editOf };
    return post(`${messages}/stream`, body);
  }
  if ("questionId" in request) {
    const body = { model_id: request.modelId };
    return post(`${messages}/${request.questionId}/regenerate`, body);
  }
  return new Request(`${messages}/${request.answerId}/events`, {
    headers: { Accept: "text/event-stream", "Last-Event-ID": String(request.after) },
  });
}

/**
 * Asks, and yields the answer's events as they arrive. The answer is the server's: it goes on
 * when this ends early, until `stopWriting` ends it.
 *
 * Throws an ApiError when the API refuses or cannot be reached.
 */
export async function* streamAnswer(
  sessionId: string,
  request: AnswerRequest,
): AsyncGenerator<NumberedEvent> {
  const response = await authorizedFetch(toRequest(sessionId, request));
  if (!response.ok || !response.body) {
    throw apiErrorFrom(response.status, await response.json().catch(() => null));
  }
  const reader = response.body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield { number: Number(value.id), event: JSON.parse(value.data) as StreamEvent };
  }
}

/** Ends an answer that is being written; null where the API cannot be reached. */
export async function stopWriting(sessionId: string, answerId: string): Promise<Message | null> {
  const url = `${messagesUrl(sessionId)}/${answerId}/stop`;
  const response = await authorizedFetch(new Request(url, { method: "POST" })).catch(() => null);
  return response?.ok ? ((await response.json()) as Message) : null;
}
