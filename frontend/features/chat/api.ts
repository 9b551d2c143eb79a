import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "@/lib/api/client";
import type { Message } from "@/lib/api/types";

const SESSIONS_SHOWN = 200;
const MESSAGES_PER_CALL = 200;

export const chatKeys = {
  sessions: ["chat", "sessions"] as const,
  lists: ["chat", "sessions", "list"] as const,
  list: (query: string) => ["chat", "sessions", "list", query] as const,
  one: (id: string) => ["chat", "sessions", id] as const,
  messages: (id: string) => ["chat", "sessions", id, "messages"] as const,
  trace: (id: string, messageId: string) => ["chat", "sessions", id, "trace", messageId] as const,
};

/** Conversations, latest first; `query` is part of a title. */
export function useChatSessions(query: string) {
  return useQuery({
    queryKey: chatKeys.list(query),
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/chat/sessions", {
          params: { query: { q: query || undefined, limit: SESSIONS_SHOWN } },
        }),
      ),
  });
}

export function useChatSession(id: string) {
  return useQuery({
    queryKey: chatKeys.one(id),
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/chat/sessions/{session_id}", { params: { path: { session_id: id } } }),
      ),
  });
}

async function fetchMessages(id: string): Promise<Message[]> {
  const messages: Message[] = [];
  let total = Infinity;
  while (messages.length < total) {
    const page = await unwrap(
      api.GET("/api/v1/chat/sessions/{session_id}/messages", {
        params: {
          path: { session_id: id },
          query: { limit: MESSAGES_PER_CALL, offset: messages.length, tree: true },
        },
      }),
    );
    if (page.items.length === 0) break;
    messages.push(...page.items);
    total = page.total;
  }
  return messages;
}

/** How an answer came about; it never changes. */
export function useTrace(sessionId: string, messageId: string) {
  return useQuery({
    queryKey: chatKeys.trace(sessionId, messageId),
    staleTime: Infinity,
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/chat/sessions/{session_id}/messages/{message_id}/trace", {
          params: { path: { session_id: sessionId, message_id: messageId } },
        }),
      ),
  });
}

/** The messages of every branch of a conversation, as they were written. */
export function useMessages(id: string) {
  return useQuery({
    queryKey: chatKeys.messages(id),
    queryFn: () => fetchMessages(id),
  });
}

function useInvalidateSessions() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: chatKeys.sessions });
}

export function useCreateChatSession() {
  const invalidate = useInvalidateSessions();
  return useMutation({
    mutationFn: ({ deploymentId, modelId }: { deploymentId: string; modelId: string | null }) =>
      unwrap(
        api.POST("/api/v1/chat/sessions", {
          body: { deployment_id: deploymentId, title: "", model_id: modelId },
        }),
      ),
    onSuccess: () => void invalidate(),
  });
}

export function useRenameChatSession() {
  const invalidate = useInvalidateSessions();
  return useMutation({
    mutationFn: ({ id, title }: { id: string; title: string }) =>
      unwrap(
        api.PATCH("/api/v1/chat/sessions/{session_id}", {
          params: { path: { session_id: id } },
          body: { title },
        }),
      ),
    onSuccess: invalidate,
  });
}

export function useDeleteChatSession() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(
        api.DELETE("/api/v1/chat/sessions/{session_id}", { params: { path: { session_id: id } } }),
      ),
    onSuccess: (_, id) => {
      queryClient.removeQueries({ queryKey: chatKeys.one(id) });
      return queryClient.invalidateQueries({ queryKey: chatKeys.lists });
    },
  });
}
