/** What stands behind an answer: other versions' answers to it, and what the reader thinks of it. */
import { useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";

import { chatKeys } from "@/features/chat/api";
import { api, unwrap } from "@/lib/api/client";
import type { Feedback, Message } from "@/lib/api/types";

const VERSIONS_SHOWN = 100;

/** Versions of a deployment, latest first; refused to those with whom it is only shared. */
export function useVersionsToReplay(deploymentId: string | undefined) {
  return useQuery({
    queryKey: ["chat", "replay", "versions", deploymentId],
    enabled: deploymentId !== undefined,
    retry: false,
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/deployments/{deployment_id}/versions", {
          params: {
            path: { deployment_id: deploymentId ?? "" },
            query: { limit: VERSIONS_SHOWN },
          },
        }),
      ),
  });
}

/** Has another version answer the question of an answer; nothing of it is kept. */
export function useReplay(answer: Pick<Message, "id" | "session_id">) {
  return useMutation({
    mutationFn: (version: number) =>
      unwrap(
        api.POST("/api/v1/chat/sessions/{session_id}/messages/{message_id}/replay", {
          params: { path: { session_id: answer.session_id, message_id: answer.id } },
          body: { version },
        }),
      ),
  });
}

function showFeedback(queryClient: QueryClient, answer: Message, feedback: Feedback | null): void {
  queryClient.setQueryData<Message[]>(chatKeys.messages(answer.session_id), (messages) =>
    messages?.map((message) => (message.id === answer.id ? { ...message, feedback } : message)),
  );
}

function pathOf(answer: Message) {
  return { path: { session_id: answer.session_id, answer_id: answer.id } };
}

const FEEDBACK = "/api/v1/chat/sessions/{session_id}/messages/{answer_id}/feedback";

/** Says what the reader thinks of an answer; null takes it back. Shown at once, undone on failure. */
export function useRateAnswer(answer: Message) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (feedback: Feedback | null): Promise<void> => {
      const params = pathOf(answer);
      await unwrap<unknown>(
        feedback ? api.PUT(FEEDBACK, { params, body: feedback }) : api.DELETE(FEEDBACK, { params }),
      );
    },
    onMutate: (feedback) => showFeedback(queryClient, answer, feedback),
    onError: () => showFeedback(queryClient, answer, answer.feedback),
  });
}
