import { QueryClient } from "@tanstack/react-query";
import { renderHook, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { chatKeys } from "@/features/chat/api";
import type { Message, StreamEvent } from "@/lib/api/types";

import { askQuestion, stopAnswer, useLiveAnswer } from "./live-answers";

const question: Message = {
  id: "q1",
  session_id: "s1",
  reply_to_id: null,
  parent_id: null,
  siblings: [],
  model_id: null,
  version: null,
  feedback: null,
  role: "user",
  content: "How many days?",
  status: "complete",
  error: null,
  citations: [],
  unsupported: [],
  grounding: null,
  usage: null,
  timings: null,
  created_at: "2026-01-01T00:00:00Z",
};

const answer: Message = {
  ...question,
  id: "a1",
  reply_to_id: "q1",
  role: "assistant",
  content: "25 days [1].",
};

/** An answer stream that the test feeds event by event. */
function stubStream() {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({ start: (created) => void (controller = created) });
  vi.stubGlobal(
    "fetch",
    vi.fn(async (request: Request) => {
      request.signal.addEventListener("abort", () => controller.error(request.signal.reason));
      return new Response(body, { status: 200 });
    }),
  );
  return {
    send: (event: StreamEvent) =>
      controller.enqueue(
        encoder.encode(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n: beat\n\n`),
      ),
  };
}

let queryClient: QueryClient;
const stored = () => queryClient.getQueryData<Message[]>(chatKeys.messages("s1"));
const watch = () => renderHook(() => useLiveAnswer("s1")).result;

describe("askQuestion", () => {
  beforeEach(() => {
    queryClient = new QueryClient();
  });

  it("shows the answer as it grows, then keeps it", async () => {
    const stream = stubStream();
    const live = watch();
    askQuestion(queryClient, "s1", "How many days?");
    stream.send({ type: "start", question, answer_id: "a1" });
    stream.send({ type: "delta", text: "25 " });
    await waitFor(() => expect(live.current?.text).toBe("25 "));
    stream.send({ type: "delta", text: "days" });
    await waitFor(() => expect(live.current?.text).toBe("25 days"));
    stream.send({ type: "done", message: answer });
    await waitFor(() => expect(live.current).toBeNull());
    expect(stored()).toEqual([question, answer]);
  });

  it("keeps the question and the reason when the model fails", async () => {
    const stream = stubStream();
    const live = watch();
    const failed: Message = {
      ...answer,
      content: "",
      status: "failed",
      error: { code: "model_unavailable", message: "The model does not answer.", remedy: null },
    };
    askQuestion(queryClient, "s1", "How many days?");
    stream.send({ type: "start", question, answer_id: "a1" });
    stream.send({
      type: "error",
      error: { code: "model_unavailable", message: "", details: {}, request_id: "r1" },
      answer: failed,
    });
    await waitFor(() => expect(live.current).toBeNull());
    expect(stored()).toEqual([question, failed]);
  });

  it("keeps what was typed when the API refuses", async () => {
    vi.stubGlobal(
      "fetch",
      vi.fn(async () =>
        Response.json(
          { code: "answer_in_progress", message: "Still being written.", details: {} },
          { status: 409 },
        ),
      ),
    );
    const live = watch();
    askQuestion(queryClient, "s1", "How many days?");
    await waitFor(() => expect(live.current?.error?.code).toBe("answer_in_progress"));
    expect(live.current?.typedQuestion).toBe("How many days?");
  });

  it("ends the live answer when it is stopped", async () => {
    const stream = stubStream();
    const live = watch();
    askQuestion(queryClient, "s1", "How many days?");
    stream.send({ type: "start", question, answer_id: "a1" });
    await waitFor(() => expect(live.current?.answerId).toBe("a1"));
    await stopAnswer("s1");
    const asked = vi.mocked(fetch).mock.calls.map(([request]) => (request as Request).url);
    expect(asked.at(-1)).toContain("/chat/sessions/s1/messages/a1/stop");
    await waitFor(() => expect(live.current).toBeNull(), { timeout: 2000 });
  });
});
