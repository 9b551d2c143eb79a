import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { renderHook, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { chatKeys } from "@/features/chat/api";
import type { ChatSession, Message, StreamEvent } from "@/lib/api/types";

import {
  answerAgain,
  askQuestion,
  dismissRefused,
  followAnswer,
  sendAgain,
  stopAnswers,
  useAnswerProgress,
  usePendingQuestion,
} from "./live-answers";
import { answerMessage, questionMessage } from "./message-fixtures";

const question = questionMessage("q1", null, { content: "How many days?" });
const answer = answerMessage("a1", "q1", { content: "25 days [1]." });
const start: StreamEvent = { type: "start", question, answer_id: "a1" };

const encoder = new TextEncoder();

/** One event stream of the API, fed by the test. */
class ScriptedStream {
  private controller!: ReadableStreamDefaultController<Uint8Array>;
  readonly body = new ReadableStream<Uint8Array>({
    start: (controller) => void (this.controller = controller),
  });

  send(number: number, event: StreamEvent): void {
    const frame = `id: ${number}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n: beat\n\n`;
    this.controller.enqueue(encoder.encode(frame));
  }

  breakOff(): void {
    this.controller.error(new TypeError("network error"));
  }
}

let queryClient: QueryClient;
let requests: Request[];

/** The API answers each call with the next of these. */
function answerWith(...answers: (ScriptedStream | Response)[]): void {
  requests = [];
  vi.stubGlobal(
    "fetch",
    vi.fn(async (request: Request) => {
      requests.push(request);
      const next = answers.shift();
      return next instanceof ScriptedStream ? new Response(next.body) : (next ?? Response.error());
    }),
  );
}

const refusal = () =>
  Response.json(
    { code: "answer_in_progress", message: "Still being written.", details: {} },
    { status: 409 },
  );

const stored = () => queryClient.getQueryData<Message[]>(chatKeys.messages("s1"));
const shownLeaf = () => queryClient.getQueryData<ChatSession>(chatKeys.one("s1"))?.active_leaf_id;
const watch = () => renderHook(() => useAnswerProgress("a1")).result;
const watchPending = () => renderHook(() => usePendingQuestion("s1")).result;
const pathOf = (request: Request | undefined) => request && new URL(request.url).pathname;

beforeEach(() => {
  queryClient = new QueryClient();
  queryClient.setQueryData(chatKeys.messages("s1"), []);
  queryClient.setQueryData(chatKeys.one("s1"), { id: "s1", active_leaf_id: null });
});

describe("a question", () => {
  it("is kept with an answer that grows, and then with the whole one", async () => {
    const stream = new ScriptedStream();
    answerWith(stream);
    const progress = watch();
    const pending = watchPending();
    askQuestion(queryClient, "s1", "How many days?");
    await waitFor(() => expect(pending.current?.content).toBe("How many days?"));
    stream.send(1, start);
    stream.send(2, { type: "delta", text: "25 " });
    await waitFor(() => expect(progress.current?.text).toBe("25 "));
    expect(pending.current).toBeNull();
    expect(stored()?.map(({ id, status }) => [id, status])).toEqual([
      ["q1", "complete"],
      ["a1", "streaming"],
    ]);
    expect(shownLeaf()).toBe("a1");
    stream.send(3, { type: "done", message: answer });
    await waitFor(() => expect(progress.current).toBeNull());
    expect(stored()).toEqual([question, answer]);
  });

  it("does not keep the page from what it has begun to load", async () => {
    queryClient.clear();
    const session = { id: "s1", active_leaf_id: "a1" };
    const load = vi
      .fn()
      .mockReturnValueOnce(new Promise(() => {}))
      .mockResolvedValue(session);
    const page = new QueryObserver(queryClient, { queryKey: chatKeys.one("s1"), queryFn: load });
    const leave = page.subscribe(() => {});
    const stream = new ScriptedStream();
    answerWith(stream);
    askQuestion(queryClient, "s1", "How many days?");
    stream.send(1, start);
    await waitFor(() => expect(page.getCurrentResult().data).toEqual(session));
    leave();
    stream.send(2, { type: "done", message: answer });
    await waitFor(() => expect(stored()).toEqual([question, answer]));
  });

  it("is kept with the reason when the model fails", async () => {
    const stream = new ScriptedStream();
    answerWith(stream);
    const failed: Message = { ...answer, content: "", status: "failed" };
    askQuestion(queryClient, "s1", "How many days?");
    stream.send(1, start);
    const error = { code: "model_unavailable", message: "", details: {}, request_id: "r1" };
    stream.send(2, { type: "error", error, answer: failed });
    await waitFor(() => expect(stored()).toEqual([question, failed]));
  });

  it("stays to be sent again or dismissed when the API refuses it", async () => {
    answerWith(refusal(), refusal());
    const pending = watchPending();
    askQuestion(queryClient, "s1", "How many days?", "q0");
    await waitFor(() => expect(pending.current?.error?.code).toBe("answer_in_progress"));
    sendAgain(queryClient, "s1");
    await waitFor(() => expect(requests).toHaveLength(2));
    await waitFor(() => expect(pending.current?.error).not.toBeNull());
    expect(await requests[1]!.json()).toEqual({ content: "How many days?", edit_of: "q0" });
    dismissRefused("s1");
    await waitFor(() => expect(pending.current).toBeNull());
  });

  it("is answered again by the model that is named", async () => {
    const stream = new ScriptedStream();
    answerWith(stream);
    answerAgain(queryClient, "s1", question, "m2");
    stream.send(1, start);
    await waitFor(() => expect(stored()?.at(-1)?.model_id).toBe("m2"));
    expect(pathOf(requests[0])).toContain("/q1/regenerate");
    expect(await requests[0]!.json()).toEqual({ model_id: "m2" });
    stream.send(2, { type: "done", message: answer });
    await waitFor(() => expect(stored()).toEqual([question, answer]));
  });
});

describe("an answer", () => {
  it("is taken up after its last event when the connection breaks", async () => {
    const [first, second] = [new ScriptedStream(), new ScriptedStream()];
    answerWith(first, second);
    const progress = watch();
    askQuestion(queryClient, "s1", "How many days?");
    first.send(1, start);
    first.send(2, { type: "delta", text: "25 " });
    await waitFor(() => expect(progress.current?.text).toBe("25 "));
    first.breakOff();
    await waitFor(() => expect(requests).toHaveLength(2));
    expect(pathOf(requests[1])).toContain("/a1/events");
    expect(requests[1]!.headers.get("Last-Event-ID")).toBe("2");
    second.send(2, { type: "delta", text: "25 " });
    second.send(3, { type: "delta", text: "days" });
    await waitFor(() => expect(progress.current?.text).toBe("25 days"));
    second.send(4, { type: "done", message: answer });
    await waitFor(() => expect(stored()).toEqual([question, answer]));
  });

  it("is tried for again and again, and says meanwhile that it is cut off", async () => {
    const [first, last] = [new ScriptedStream(), new ScriptedStream()];
    answerWith(first, new Response("bad gateway", { status: 502 }), last);
    const progress = watch();
    followAnswer(queryClient, "s1", "a1");
    first.send(1, start);
    await waitFor(() => expect(progress.current?.lastEvent).toBe(1));
    first.breakOff();
    await waitFor(() => expect(progress.current?.isCut).toBe(true));
    await waitFor(() => expect(requests).toHaveLength(3), { timeout: 3000 });
    last.send(2, { type: "done", message: answer });
    await waitFor(() => expect(progress.current).toBeNull());
  });

  it("is followed once, from its beginning, after a reload", async () => {
    const stream = new ScriptedStream();
    answerWith(stream);
    const progress = watch();
    followAnswer(queryClient, "s1", "a1");
    followAnswer(queryClient, "s1", "a1");
    stream.send(1, start);
    stream.send(2, { type: "delta", text: "25 days" });
    await waitFor(() => expect(progress.current?.text).toBe("25 days"));
    expect(requests).toHaveLength(1);
    expect(requests[0]!.headers.get("Last-Event-ID")).toBe("0");
    stream.send(3, { type: "done", message: answer });
    await waitFor(() => expect(progress.current).toBeNull());
  });

  it("is given up where it is gone", async () => {
    answerWith(
      Response.json({ code: "answer_not_found", message: "", details: {} }, { status: 404 }),
    );
    const progress = watch();
    followAnswer(queryClient, "s1", "a1");
    await waitFor(() => expect(requests).toHaveLength(1));
    await waitFor(() => expect(progress.current).toBeNull());
  });

  it("ends with what there is of it when it is stopped", async () => {
    const stopped: Message = { ...answer, content: "25", status: "interrupted" };
    const stream = new ScriptedStream();
    answerWith(stream, Response.json(stopped));
    const progress = watch();
    askQuestion(queryClient, "s1", "How many days?");
    stream.send(1, start);
    await waitFor(() => expect(progress.current?.lastEvent).toBe(1));
    await stopAnswers(queryClient, "s1");
    expect(pathOf(requests.at(-1))).toContain("/chat/sessions/s1/messages/a1/stop");
    await waitFor(() => expect(progress.current).toBeNull());
    expect(stored()).toEqual([question, stopped]);
  });
});
