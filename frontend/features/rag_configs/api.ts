import {
  keepPreviousData,
  skipToken,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";

import { api, unwrap } from "@/lib/api/client";
import type { ChunkPreviewRequest, PresetCreate, PresetUpdate } from "@/lib/api/types";

const MAX_PAGE = 200;
export const PRESETS_PER_PAGE = 50;

const keys = {
  all: ["rag-configs"] as const,
  list: (filter: object) => [...keys.all, "list", filter] as const,
  one: (id: string) => [...keys.all, id] as const,
  preview: (request: ChunkPreviewRequest | null) => [...keys.all, "preview", request] as const,
};

export type PresetFilter = {
  q?: string;
  /** Only what may be used in this project. */
  projectId?: string | null;
  offset?: number;
  limit?: number;
};

export function usePresets(filter: PresetFilter = {}, enabled = true) {
  const { q, projectId, offset = 0, limit = MAX_PAGE } = filter;
  const query = { q: q || undefined, project_id: projectId ?? undefined, offset, limit };
  return useQuery({
    queryKey: keys.list(query),
    enabled,
    queryFn: () => unwrap(api.GET("/api/v1/rag-configs", { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

/** One preset; nothing is asked for without an id. */
export function usePreset(id: string | null) {
  return useQuery({
    queryKey: keys.one(id ?? ""),
    enabled: id !== null,
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/rag-configs/{preset_id}", { params: { path: { preset_id: id ?? "" } } }),
      ),
  });
}

function useInvalidatePresets() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: keys.all });
}

export function useCreatePreset() {
  const invalidate = useInvalidatePresets();
  return useMutation({
    mutationFn: (body: PresetCreate) => unwrap(api.POST("/api/v1/rag-configs", { body })),
    onSuccess: invalidate,
  });
}

export function useUpdatePreset(id: string) {
  const invalidate = useInvalidatePresets();
  return useMutation({
    mutationFn: (body: PresetUpdate) =>
      unwrap(
        api.PATCH("/api/v1/rag-configs/{preset_id}", { params: { path: { preset_id: id } }, body }),
      ),
    onSuccess: invalidate,
  });
}

export function useDeletePreset() {
  const invalidate = useInvalidatePresets();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(
        api.DELETE("/api/v1/rag-configs/{preset_id}", { params: { path: { preset_id: id } } }),
      ),
    onSuccess: invalidate,
  });
}

/** The chunks that a configuration makes of a text or a document; null asks for nothing. */
export function useChunkPreview(request: ChunkPreviewRequest | null) {
  return useQuery({
    queryKey: keys.preview(request),
    retry: false,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
    queryFn: request
      ? ({ signal }) => unwrap(api.POST("/api/v1/rag-configs/preview", { body: request, signal }))
      : skipToken,
  });
}

/** Every embedding model with whether it is ready, and why not. */
export function useEmbeddingModels() {
  return useQuery({
    queryKey: ["embedding-models"],
    queryFn: () => unwrap(api.GET("/api/v1/embedding-models")),
    staleTime: 60_000,
  });
}
