import { useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { toast } from "sonner";

import { chatKeys } from "@/features/chat/api";
import { placeMessages, showBranch } from "@/features/chat/kept-messages";
import { answerTo } from "@/features/chat/live-answers";
import { latestLeaf, treeOf } from "@/features/chat/message-tree";
import { tellOtherTabs } from "@/features/chat/other-tabs";
import { api, unwrap } from "@/lib/api/client";
import { toApiError } from "@/lib/api/errors";
import type { ChatSession, ChatSessionUpdate, Message } from "@/lib/api/types";

const VERSIONS_OFFERED = 50;

/** Two models, or two versions of the deployment, that answer the same question. */
export type Pair =
  | { kind: "models"; ids: [string, string]; names: [string, string] }
  | { kind: "versions"; numbers: [number, number]; names: [string, string] };

function patchSession(id: string, body: ChatSessionUpdate): Promise<ChatSession> {
  return unwrap(
    api.PATCH("/api/v1/chat/sessions/{session_id}", {
      params: { path: { session_id: id } },
      body,
    }),
  );
}

/** Shows the branch that leads over a message at once, and has the API go on with it. */
export function useChooseBranch(sessionId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (messageId: string) => patchSession(sessionId, { active_leaf_id: messageId }),
    onMutate: async (messageId) => {
      await queryClient.cancelQueries({ queryKey: chatKeys.one(sessionId), exact: true });
      const messages = queryClient.getQueryData<Message[]>(chatKeys.messages(sessionId)) ?? [];
      showBranch(queryClient, sessionId, latestLeaf(treeOf(messages), messageId));
    },
    onSuccess: () => tellOtherTabs(sessionId),
    onError: (error) => {
      toast.error(toApiError(error).message, { description: toApiError(error).advice });
      void queryClient.invalidateQueries({ queryKey: chatKeys.one(sessionId), exact: true });
    },
  });
}

/** Another model for the conversation; null goes back to the deployment's own. */
export function useChangeModel(sessionId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (modelId: string | null) => patchSession(sessionId, { model_id: modelId }),
    onSuccess: (session) => {
      queryClient.setQueryData(chatKeys.one(sessionId), session);
      tellOtherTabs(sessionId);
    },
    onError: (error) =>
      void toast.error(toApiError(error).message, { description: toApiError(error).advice }),
  });
}

/** Asks two at once; answers the ids of the answers that are being written. */
export function useCompare(sessionId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ content, pair }: { content: string; pair: Pair }) =>
      unwrap(
        api.POST("/api/v1/chat/sessions/{session_id}/messages/compare", {
          params: { path: { session_id: sessionId } },
          body: {
            content,
            model_ids: pair.kind === "models" ? pair.ids : null,
            versions: pair.kind === "versions" ? pair.numbers : null,
          },
        }),
      ),
    onSuccess: ({ question, answer_ids }, { pair }) =>
      placePair(queryClient, question, answer_ids as [string, string], pair),
  });
}

async function placePair(
  queryClient: QueryClient,
  question: Message,
  answerIds: [string, string],
  pair: Pair,
): Promise<void> {
  const answers = answerIds.map((id, index) => ({
    ...answerTo(question, id, pair.kind === "models" ? (pair.ids[index] ?? null) : null),
    version: pair.kind === "versions" ? pair.numbers[index] : null,
  })) as [Message, Message];
  await placeMessages(queryClient, question.session_id, [question, ...answers]);
  tellOtherTabs(question.session_id);
  void queryClient.invalidateQueries({ queryKey: chatKeys.lists });
}

/** The versions of a deployment, the newest first; only members of its project may see them. */
export function useVersionsToCompare(deploymentId: string, wanted: boolean) {
  return useQuery({
    queryKey: ["deployments", deploymentId, "versions", "to-compare"],
    enabled: wanted,
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/deployments/{deployment_id}/versions", {
          params: { path: { deployment_id: deploymentId }, query: { limit: VERSIONS_OFFERED } },
        }),
      ),
  });
}
