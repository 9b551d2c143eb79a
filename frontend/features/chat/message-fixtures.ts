/** Messages for tests. */
import type { Message } from "@/lib/api/types";

export function questionMessage(
  id: string,
  parentId: string | null = null,
  change: Partial<Message> = {},
): Message {
  return {
    id,
    session_id: "s1",
    reply_to_id: null,
    parent_id: parentId,
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
  };
}

export function answerMessage(
  id: string,
  questionId: string,
  change: Partial<Message> = {},
): Message {
  return questionMessage(id, questionId, {
    reply_to_id: questionId,
    role: "assistant",
    content: `Answer ${id}`,
    ...change,
  });
}
