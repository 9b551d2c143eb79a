import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { keys } from "@/features/knowledge_bases/keys";
import { api, unwrap } from "@/lib/api/client";
import type {
  KnowledgeBase,
  KnowledgeBaseCreate,
  KnowledgeBaseUpdate,
  SearchRequest,
} from "@/lib/api/types";
import { useIsLive } from "@/lib/events/live";

const MAX_PAGE = 200;
/** How often is asked while no live events arrive. */
const POLL_MS = 2000;
export const KNOWLEDGE_BASES_PER_PAGE = 50;

function hasActiveDocuments(base: KnowledgeBase): boolean {
  return base.status_counts.pending + base.status_counts.processing > 0;
}

export type KnowledgeBaseFilter = {
  q?: string;
  /** Null for all projects. */
  projectId?: string | null;
  offset?: number;
  limit?: number;
};

/** Knowledge bases; without a filter as many as one call gives. */
export function useKnowledgeBases(filter: KnowledgeBaseFilter = {}, enabled = true) {
  const { q, projectId, offset = 0, limit = MAX_PAGE } = filter;
  const isLive = useIsLive();
  const query = { q: q || undefined, project_id: projectId ?? undefined, offset, limit };
  return useQuery({
    queryKey: [...keys.list(), query],
    enabled,
    queryFn: () => unwrap(api.GET("/api/v1/knowledge-bases", { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      !isLive && state.data?.items.some(hasActiveDocuments) ? POLL_MS * 2 : false,
  });
}

/** One knowledge base; nothing is asked for without an id. */
export function useKnowledgeBase(id: string | null) {
  const isLive = useIsLive();
  return useQuery({
    queryKey: keys.one(id ?? ""),
    enabled: id !== null,
    queryFn: () =>
      unwrap(api.GET("/api/v1/knowledge-bases/{kb_id}", { params: { path: { kb_id: id ?? "" } } })),
    refetchInterval: ({ state }) =>
      !isLive && state.data && hasActiveDocuments(state.data) ? POLL_MS : false,
  });
}

/** Everything shown of knowledge bases is asked for again. */
export function useInvalidateKnowledge() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: keys.all });
}

export function useCreateKnowledgeBase() {
  const invalidate = useInvalidateKnowledge();
  return useMutation({
    mutationFn: (body: KnowledgeBaseCreate) =>
      unwrap(api.POST("/api/v1/knowledge-bases", { body })),
    onSuccess: invalidate,
  });
}

export function useUpdateKnowledgeBase(id: string) {
  const invalidate = useInvalidateKnowledge();
  return useMutation({
    mutationFn: (body: KnowledgeBaseUpdate) =>
      unwrap(
        api.PATCH("/api/v1/knowledge-bases/{kb_id}", { params: { path: { kb_id: id } }, body }),
      ),
    onSuccess: invalidate,
  });
}

/** Ingests again what was made with other settings than those of now. */
export function useReindex(id: string) {
  const invalidate = useInvalidateKnowledge();
  return useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/api/v1/knowledge-bases/{kb_id}/reindex", { params: { path: { kb_id: id } } }),
      ),
    onSuccess: invalidate,
  });
}

export function useDeleteKnowledgeBase() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(api.DELETE("/api/v1/knowledge-bases/{kb_id}", { params: { path: { kb_id: id } } })),
    onSuccess: (_, id) => {
      queryClient.removeQueries({ queryKey: keys.one(id) });
      return queryClient.invalidateQueries({ queryKey: keys.list() });
    },
  });
}

export function useSearch(id: string) {
  return useMutation({
    mutationFn: (body: SearchRequest) =>
      unwrap(
        api.POST("/api/v1/knowledge-bases/{kb_id}/search", {
          params: { path: { kb_id: id } },
          body,
        }),
      ),
  });
}
