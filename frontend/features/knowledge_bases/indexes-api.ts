import { useMutation, useQuery } from "@tanstack/react-query";

import { useInvalidateKnowledge } from "@/features/knowledge_bases/api";
import { keys } from "@/features/knowledge_bases/keys";
import { api, unwrap } from "@/lib/api/client";
import type { IndexCreate } from "@/lib/api/types";

/** No event tells of a build; it is asked for while one runs. */
const POLL_MS = 2000;

/** The vectors of a knowledge base by one model each, the oldest first. */
export function useIndexes(id: string) {
  return useQuery({
    queryKey: [...keys.one(id), "indexes"],
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/knowledge-bases/{kb_id}/indexes", { params: { path: { kb_id: id } } }),
      ),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ progress }) => progress !== null) ? POLL_MS : false,
  });
}

export function useCreateIndex(id: string) {
  const invalidate = useInvalidateKnowledge();
  return useMutation({
    mutationFn: (body: IndexCreate) =>
      unwrap(
        api.POST("/api/v1/knowledge-bases/{kb_id}/indexes", {
          params: { path: { kb_id: id } },
          body,
        }),
      ),
    onSuccess: invalidate,
  });
}

export type IndexAction = "activate" | "build" | "cancel" | "delete";

function runAction(id: string, indexId: string, action: IndexAction): Promise<unknown> {
  const params = { path: { kb_id: id, index_id: indexId } };
  const path = "/api/v1/knowledge-bases/{kb_id}/indexes/{index_id}";
  if (action === "delete") return unwrap(api.DELETE(path, { params }));
  if (action === "activate") return unwrap(api.POST(`${path}/activate`, { params }));
  if (action === "build") return unwrap(api.POST(`${path}/build`, { params }));
  return unwrap(api.POST(`${path}/cancel`, { params }));
}

/** Search with an index, go on with its build, stop it, or delete the index. */
export function useIndexAction(id: string) {
  const invalidate = useInvalidateKnowledge();
  return useMutation({
    mutationFn: ({ indexId, action }: { indexId: string; action: IndexAction }) =>
      runAction(id, indexId, action),
    onSettled: invalidate,
  });
}
