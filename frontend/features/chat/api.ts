import { useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";

import { api, unwrap } from "@/lib/api/client";
import type { Message } from "@/lib/api/types";

const SESSIONS_SHOWN = 200;
const MESSAGES_PER_CALL = 200;
const POLL_MS = 2000;

export const chatKeys = {
  sessions: ["chat", "sessions"] as const,
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
          query: { limit: MESSAGES_PER_CALL, offset: messages.length },
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

function isBeingWritten(messages: Message[] | undefined): boolean {
  return messages?.at(-1)?.status === "streaming";
}

/** All messages of a conversation, oldest first; `watch` looks for an answer written elsewhere. */
export function useMessages(id: string, watch: boolean) {
  return useQuery({
    queryKey: chatKeys.messages(id),
    queryFn: () => fetchMessages(id),
    refetchInterval: ({ state }) => (watch && isBeingWritten(state.data) ? POLL_MS : false),
  });
}

/** Puts messages into what is shown, replacing those with the same id. */
export function storeMessages(queryClient: QueryClient, id: string, changed: Message[]): void {
  queryClient.setQueryData<Message[]>(chatKeys.messages(id), (current = []) => {
    const ids = new Set(changed.map((message) => message.id));
    const replyTo = new Set(changed.map((message) => message.reply_to_id).filter(Boolean));
    const kept = current.filter(
      (message) =>
        !ids.has(message.id) && !(message.reply_to_id && replyTo.has(message.reply_to_id)),
    );
    return [...kept, ...changed];
  });
}

function useInvalidateSessions() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: chatKeys.sessions });
}

export function useCreateChatSession() {
  const invalidate = useInvalidateSessions();
  return useMutation({
    mutationFn: (deploymentId: string) =>
      unwrap(
        api.POST("/api/v1/chat/sessions", { body: { deployment_id: deploymentId, title: "" } }),
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
      return queryClient.invalidateQueries({ queryKey: ["chat", "sessions", "list"] });
    },
  });
}
