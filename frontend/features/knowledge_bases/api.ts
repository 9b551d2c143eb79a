import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";

import { api, unwrap } from "@/lib/api/client";
import type {
  Document,
  DocumentStatus,
  KnowledgeBase,
  KnowledgeBaseCreate,
  KnowledgeBaseUpdate,
} from "@/lib/api/types";

const MAX_PAGE = 200;
const POLL_MS = 1000;
/** How much extracted text one request loads; the API allows 20,000 characters. */
export const TEXT_SEGMENT = 10_000;
export const DOCUMENTS_PER_PAGE = 50;
export const KNOWLEDGE_BASES_PER_PAGE = 50;

const keys = {
  all: ["knowledge-bases"] as const,
  list: () => [...keys.all, "list"] as const,
  one: (id: string) => [...keys.all, id] as const,
  documents: (id: string) => [...keys.one(id), "documents"] as const,
  document: (id: string, documentId: string) => [...keys.documents(id), documentId] as const,
};

export function isActive(document: Document): boolean {
  return document.status === "pending" || document.status === "processing";
}

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
  const query = { q: q || undefined, project_id: projectId ?? undefined, offset, limit };
  return useQuery({
    queryKey: [...keys.list(), query],
    enabled,
    queryFn: () => unwrap(api.GET("/api/v1/knowledge-bases", { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.items.some(hasActiveDocuments) ? POLL_MS * 3 : false,
  });
}

/** One knowledge base; nothing is asked for without an id. */
export function useKnowledgeBase(id: string | null) {
  return useQuery({
    queryKey: keys.one(id ?? ""),
    enabled: id !== null,
    queryFn: () =>
      unwrap(api.GET("/api/v1/knowledge-bases/{kb_id}", { params: { path: { kb_id: id ?? "" } } })),
    refetchInterval: ({ state }) =>
      state.data && hasActiveDocuments(state.data) ? POLL_MS : false,
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

export type DocumentFilter = { q: string; status: DocumentStatus | null; offset: number };

/** A page of documents; asked for again every second while one of them is being read in. */
export function useDocuments(id: string, filter: DocumentFilter) {
  return useQuery({
    queryKey: [...keys.documents(id), "list", filter],
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/knowledge-bases/{kb_id}/documents", {
          params: {
            path: { kb_id: id },
            query: {
              q: filter.q || undefined,
              status: filter.status ?? undefined,
              limit: DOCUMENTS_PER_PAGE,
              offset: filter.offset,
            },
          },
        }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.items.some(isActive) ? POLL_MS : false),
  });
}

export function useDocument(id: string, documentId: string) {
  return useQuery({
    queryKey: keys.document(id, documentId),
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/knowledge-bases/{kb_id}/documents/{document_id}", {
          params: { path: { kb_id: id, document_id: documentId } },
        }),
      ),
    refetchInterval: ({ state }) => (state.data && isActive(state.data) ? POLL_MS : false),
  });
}

type DocumentAction = "ingest" | "cancel" | "delete";

function runAction(id: string, documentId: string, action: DocumentAction): Promise<unknown> {
  const params = { path: { kb_id: id, document_id: documentId } };
  const path = "/api/v1/knowledge-bases/{kb_id}/documents/{document_id}";
  if (action === "delete") return unwrap(api.DELETE(path, { params }));
  if (action === "cancel") return unwrap(api.POST(`${path}/cancel`, { params }));
  return unwrap(api.POST(`${path}/ingest`, { params }));
}

/** Ingest again, cancel or delete one document. */
export function useDocumentAction(id: string) {
  const invalidate = useInvalidateKnowledge();
  return useMutation({
    mutationFn: ({ documentId, action }: { documentId: string; action: DocumentAction }) =>
      runAction(id, documentId, action),
    onSuccess: invalidate,
  });
}

/** Lets only these groups read a document; none lifts the restriction. */
export function useRestrictDocument(id: string, documentId: string) {
  const invalidate = useInvalidateKnowledge();
  return useMutation({
    mutationFn: (groupIds: string[]) =>
      unwrap(
        api.PUT("/api/v1/knowledge-bases/{kb_id}/documents/{document_id}/restriction", {
          params: { path: { kb_id: id, document_id: documentId } },
          body: { group_ids: groupIds },
        }),
      ),
    onSuccess: invalidate,
  });
}

export function useChunks(id: string, documentId: string, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: [...keys.document(id, documentId), "chunks"],
    enabled,
    initialPageParam: 0,
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/api/v1/knowledge-bases/{kb_id}/documents/{document_id}/chunks", {
          params: {
            path: { kb_id: id, document_id: documentId },
            query: { limit: MAX_PAGE, offset: pageParam },
          },
        }),
      ),
    getNextPageParam: (page) => {
      const next = page.offset + page.items.length;
      return next < page.total ? next : undefined;
    },
  });
}

export function fetchText(id: string, documentId: string, start: number, end: number) {
  return unwrap(
    api.GET("/api/v1/knowledge-bases/{kb_id}/documents/{document_id}/text", {
      params: { path: { kb_id: id, document_id: documentId }, query: { start, end } },
    }),
  );
}

/** The text from `start` to `end` (code points) with the pages it lies on. */
export function useTextAround(id: string, documentId: string, start: number, end: number) {
  return useQuery({
    queryKey: [...keys.document(id, documentId), "text", start, end],
    queryFn: () => fetchText(id, documentId, start, end),
    staleTime: Infinity,
  });
}

/** The extracted text, segment by segment in both directions from the one that holds `anchor`. */
export function useTextSegments(id: string, documentId: string, anchor: number, enabled: boolean) {
  const first = Math.floor(anchor / TEXT_SEGMENT);
  return useInfiniteQuery({
    queryKey: [...keys.document(id, documentId), "segments", first],
    enabled,
    staleTime: Infinity,
    initialPageParam: first,
    queryFn: ({ pageParam }) =>
      fetchText(id, documentId, pageParam * TEXT_SEGMENT, (pageParam + 1) * TEXT_SEGMENT),
    getNextPageParam: (page, _, index) => (page.end < page.total_chars ? index + 1 : undefined),
    getPreviousPageParam: (_page, _pages, index) => (index > 0 ? index - 1 : undefined),
  });
}

export function useSearch(id: string) {
  return useMutation({
    mutationFn: (body: { query: string; top_k: number }) =>
      unwrap(
        api.POST("/api/v1/knowledge-bases/{kb_id}/search", {
          params: { path: { kb_id: id } },
          body,
        }),
      ),
  });
}
