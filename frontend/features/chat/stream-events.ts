import { EventSourceParserStream } from "eventsource-parser/stream";

import { apiErrorFrom } from "@/lib/api/errors";
import { authorizedFetch } from "@/lib/api/fetch";
import { apiUrl } from "@/lib/api/origin";
import type { StreamEvent } from "@/lib/api/types";

/** What to stream: a new question, or another answer to one that is kept already. */
export type AnswerRequest =
  { sessionId: string; content: string } | { sessionId: string; questionId: string };

function toRequest(request: AnswerRequest, signal: AbortSignal): Request {
  const messages = apiUrl(`/api/v1/chat/sessions/${request.sessionId}/messages`);
  const isNew = "content" in request;
  return new Request(
    isNew ? `${messages}/stream` : `${messages}/${request.questionId}/answer/stream`,
    {
      method: "POST",
      signal,
      headers: { Accept: "text/event-stream", "Content-Type": "application/json" },
      body: isNew ? JSON.stringify({ content: request.content }) : undefined,
    },
  );
}

/**
 * Asks, and yields the answer's events as they arrive. Aborting `signal` ends the listening: the
 * answer goes on until `stopWriting` ends it.
 *
 * Throws an ApiError when the API refuses or cannot be reached.
 */
export async function* streamAnswer(
  request: AnswerRequest,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  const response = await authorizedFetch(toRequest(request, signal));
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
    yield JSON.parse(value.data) as StreamEvent;
  }
}

/** Ends an answer that is being written. That it has ended already, or cannot be reached, is fine. */
export async function stopWriting(sessionId: string, answerId: string): Promise<void> {
  const url = apiUrl(`/api/v1/chat/sessions/${sessionId}/messages/${answerId}/stop`);
  await authorizedFetch(new Request(url, { method: "POST" })).catch(() => undefined);
}
