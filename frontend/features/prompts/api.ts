import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "@/lib/api/client";
import type {
  PromptPreviewRequest,
  PromptTemplateCreate,
  PromptTemplateUpdate,
} from "@/lib/api/types";

const MAX_PAGE = 200;
export const PROMPTS_PER_PAGE = 50;

const keys = {
  all: ["prompt-templates"] as const,
  list: () => [...keys.all, "list"] as const,
  one: (id: string) => [...keys.all, id] as const,
  versions: (id: string) => [...keys.one(id), "versions"] as const,
};

export type PromptFilter = {
  q?: string;
  /** Null for all projects. */
  projectId?: string | null;
  offset?: number;
  limit?: number;
};

/** Prompt templates by name; without a filter as many as one call gives. */
export function usePromptTemplates(filter: PromptFilter = {}) {
  const { q, projectId, offset = 0, limit = MAX_PAGE } = filter;
  const query = { q: q || undefined, project_id: projectId ?? undefined, offset, limit };
  return useQuery({
    queryKey: [...keys.list(), query],
    queryFn: () => unwrap(api.GET("/api/v1/deployments/prompt-templates", { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

/** One prompt template; nothing is asked for without an id. */
export function usePromptTemplate(id: string | null) {
  return useQuery({
    queryKey: keys.one(id ?? ""),
    enabled: id !== null,
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/deployments/prompt-templates/{template_id}", {
          params: { path: { template_id: id ?? "" } },
        }),
      ),
  });
}

/** The versions of a template, the latest first; nothing is asked for without an id. */
export function usePromptVersions(id: string | null) {
  return useQuery({
    queryKey: keys.versions(id ?? ""),
    enabled: id !== null,
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/deployments/prompt-templates/{template_id}/versions", {
          params: { path: { template_id: id ?? "" }, query: { limit: MAX_PAGE } },
        }),
      ),
  });
}

/** How version `a` became version `b`; versions never change, so it is asked for once. */
export function usePromptDiff(id: string, a: number, b: number) {
  return useQuery({
    queryKey: [...keys.one(id), "diff", a, b],
    staleTime: Infinity,
    placeholderData: keepPreviousData,
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/deployments/prompt-templates/{template_id}/diff", {
          params: { path: { template_id: id }, query: { a, b } },
        }),
      ),
  });
}

function useInvalidatePrompts() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: keys.all });
}

export function useCreatePromptTemplate() {
  const invalidate = useInvalidatePrompts();
  return useMutation({
    mutationFn: (body: PromptTemplateCreate) =>
      unwrap(api.POST("/api/v1/deployments/prompt-templates", { body })),
    onSuccess: invalidate,
  });
}

/** Another text becomes a new version; deployments keep theirs. */
export function useUpdatePromptTemplate(id: string) {
  const invalidate = useInvalidatePrompts();
  return useMutation({
    mutationFn: (body: PromptTemplateUpdate) =>
      unwrap(
        api.PATCH("/api/v1/deployments/prompt-templates/{template_id}", {
          params: { path: { template_id: id } },
          body,
        }),
      ),
    onSuccess: invalidate,
  });
}

export function useDeletePromptTemplate() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(
        api.DELETE("/api/v1/deployments/prompt-templates/{template_id}", {
          params: { path: { template_id: id } },
        }),
      ),
    onSuccess: (_, id) => {
      queryClient.removeQueries({ queryKey: keys.one(id) });
      return queryClient.invalidateQueries({ queryKey: keys.list() });
    },
  });
}

/** What a model would read for a question; no model is asked. */
export function usePromptPreview(id: string) {
  return useMutation({
    mutationFn: (body: PromptPreviewRequest) =>
      unwrap(
        api.POST("/api/v1/deployments/prompt-templates/{template_id}/preview", {
          params: { path: { template_id: id } },
          body,
        }),
      ),
  });
}
