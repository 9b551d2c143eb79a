/** Calls for tests. */
import type { AnswerTrace, Call, CallDetail } from "@/lib/api/types";

export function aCall(id: string, change: Partial<Call> = {}): Call {
  return {
    id,
    created_at: "2026-01-01T00:00:00Z",
    via: "openai",
    api_key: { id: "k1", name: "Website" },
    version: 3,
    status: "complete",
    error_code: null,
    question: `Question ${id}`,
    tokens: { prompt_tokens: 1204, completion_tokens: 86 },
    timings: { retrieval_ms: 100, first_token_ms: 320, total_ms: 2100 },
    ...change,
  };
}

export function aTrace(change: Partial<AnswerTrace> = {}): AnswerTrace {
  return {
    retrieval: null,
    passages: 0,
    prompt: [
      { role: "system", content: "Answer in one sentence." },
      { role: "user", content: "When does the first ferry leave?" },
    ],
    model: { id: "m1", name: "Small model" },
    answered_by: "small-1b",
    version: 3,
    tokens: { prompt_tokens: 1204, completion_tokens: 86 },
    counted: true,
    cost: { amount: "0.42", currency: "EUR" },
    timings: { retrieval_ms: 0, first_token_ms: 320, total_ms: 2100 },
    finish_reason: "stop",
    ...change,
  };
}

export function aCallDetail(id: string, change: Partial<CallDetail> = {}): CallDetail {
  return {
    ...aCall(id),
    answer: "It leaves at **6.40**.",
    request_id: "req-7f3a",
    trace: aTrace(),
    ...change,
  };
}
