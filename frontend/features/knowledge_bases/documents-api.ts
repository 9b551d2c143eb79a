import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";

import { useInvalidateKnowledge } from "@/features/knowledge_bases/api";
import { keys } from "@/features/knowledge_bases/keys";
import { api, unwrap } from "@/lib/api/client";
import type { Document, DocumentStatus, DocumentUpdate } from "@/lib/api/types";
import { useIsLive } from "@/lib/events/live";

const MAX_PAGE = 200;
/** How often is asked while no live events arrive. */
const POLL_MS = 1500;
/** How much extracted text one request loads; the API allows 20,000 characters. */
export const TEXT_SEGMENT = 10_000;
export const DOCUMENTS_PER_PAGE = 50;

export function isActive(document: Document): boolean {
  return document.status === "pending" || document.status === "processing";
}

export type DocumentFilter = { q: string; status: DocumentStatus | null; offset: number };

/** A page of documents, kept up to date while some of them are being read in. */
export function useDocuments(id: string, filter: DocumentFilter) {
  const isLive = useIsLive();
  return useQuery({
    queryKey: [...keys.documentLists(id), filter],
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
    refetchInterval: ({ state }) => (!isLive && state.data?.items.some(isActive) ? POLL_MS : false),
  });
}

export function useDocument(id: string, documentId: string) {
  const isLive = useIsLive();
  return useQuery({
    queryKey: keys.document(id, documentId),
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/knowledge-bases/{kb_id}/documents/{document_id}", {
          params: { path: { kb_id: id, document_id: documentId } },
        }),
      ),
    refetchInterval: ({ state }) =>
      !isLive && state.data && isActive(state.data) ? POLL_MS : false,
  });
}

export type DocumentAction = "ingest" | "cancel" | "delete";

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

/** The same for many documents; a refusal of one does not hold up the others. */
export function useBulkAction(id: string) {
  const invalidate = useInvalidateKnowledge();
  return useMutation({
    mutationFn: ({ documentIds, action }: { documentIds: string[]; action: DocumentAction }) =>
      unwrap(
        api.POST("/api/v1/knowledge-bases/{kb_id}/documents/bulk", {
          params: { path: { kb_id: id } },
          body: { action, document_ids: documentIds },
        }),
      ),
    onSettled: invalidate,
  });
}

/** Renames a document, or says how its next ingest is to split it. */
export function useUpdateDocument({ id, knowledge_base_id }: Document) {
  const invalidate = useInvalidateKnowledge();
  return useMutation({
    mutationFn: (body: DocumentUpdate) =>
      unwrap(
        api.PATCH("/api/v1/knowledge-bases/{kb_id}/documents/{document_id}", {
          params: { path: { kb_id: knowledge_base_id, document_id: id } },
          body,
        }),
      ),
    onSuccess: invalidate,
  });
}

export function useAddFromUrl(id: string) {
  const invalidate = useInvalidateKnowledge();
  return useMutation({
    mutationFn: (url: string) =>
      unwrap(
        api.POST("/api/v1/knowledge-bases/{kb_id}/documents/from-url", {
          params: { path: { kb_id: id } },
          body: { url },
        }),
      ),
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

/**
 * The chunks of a document, page by page in both directions from where `share` (0 to 1) of its
 * text lies; nothing is asked for while that is not known.
 */
export function useChunks(document: Document, share: number | null) {
  const { id, knowledge_base_id: baseId, chunk_count: count } = document;
  const first = Math.floor(((share ?? 0) * count) / MAX_PAGE) * MAX_PAGE;
  return useInfiniteQuery({
    queryKey: [...keys.document(baseId, id), "chunks", first],
    enabled: share !== null,
    initialPageParam: first,
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/api/v1/knowledge-bases/{kb_id}/documents/{document_id}/chunks", {
          params: {
            path: { kb_id: baseId, document_id: id },
            query: { limit: MAX_PAGE, offset: pageParam },
          },
        }),
      ),
    getNextPageParam: ({ offset, items, total }) =>
      offset + items.length < total ? offset + MAX_PAGE : undefined,
    getPreviousPageParam: ({ offset }) => (offset > 0 ? offset - MAX_PAGE : undefined),
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
