import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { chatKeys } from "@/features/chat/api";
import { api, unwrap } from "@/lib/api/client";
import type { Attachment } from "@/lib/api/types";

const LOOK_AGAIN_MS = 1000;

export const attachmentsKey = (sessionId: string) =>
  [...chatKeys.one(sessionId), "attachments"] as const;

/** Whether a file is still being read, and therefore not searched yet. */
export function isBeingRead({ status }: Attachment): boolean {
  return status === "pending" || status === "processing";
}

/** The files of a conversation, looked at again and again until all of them are read. */
export function useAttachments(sessionId: string) {
  return useQuery({
    queryKey: attachmentsKey(sessionId),
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/chat/sessions/{session_id}/attachments", {
          params: { path: { session_id: sessionId } },
        }),
      ),
    refetchInterval: ({ state }) => (state.data?.some(isBeingRead) ? LOOK_AGAIN_MS : false),
  });
}

export function useRemoveAttachment(sessionId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(
        api.DELETE("/api/v1/chat/sessions/{session_id}/attachments/{document_id}", {
          params: { path: { session_id: sessionId, document_id: id } },
        }),
      ),
    onSuccess: (_, id) =>
      queryClient.setQueryData<Attachment[]>(attachmentsKey(sessionId), (files) =>
        files?.filter((file) => file.id !== id),
      ),
  });
}
