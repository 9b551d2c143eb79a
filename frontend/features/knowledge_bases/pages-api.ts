import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { keys } from "@/features/knowledge_bases/keys";
import { api, unwrap } from "@/lib/api/client";
import { fetchFile } from "@/lib/api/download";
import type { Document } from "@/lib/api/types";
import type { Span } from "@/lib/text-span";

/** Sharp on a screen of twice the density, and still quick to draw. */
const PICTURE_WIDTH = 1400;
/** A picture is some hundred kilobytes; a few pages are kept for going back. */
const KEPT_MS = 60_000;
const PDF = "application/pdf";

export type DocumentRef = Pick<Document, "id" | "knowledge_base_id">;

/** Whether the document can be shown as it looks. */
export function hasPages(document: Pick<Document, "media_type" | "original_kept">): boolean {
  return document.media_type === PDF && document.original_kept;
}

/** A page of a PDF as a picture, the one before until it is there. */
export function usePagePicture({ id, knowledge_base_id: baseId }: DocumentRef, number: number) {
  const path = `/api/v1/knowledge-bases/${baseId}/documents/${id}/pages/${number}`;
  return useQuery({
    queryKey: [...keys.document(baseId, id), "picture", number],
    queryFn: ({ signal }) => fetchFile(`${path}?width=${PICTURE_WIDTH}`, signal),
    staleTime: Infinity,
    gcTime: KEPT_MS,
    retry: false,
    placeholderData: keepPreviousData,
  });
}

/** Where a passage stands on its pages, line by line. */
export function useLineBoxes({ id, knowledge_base_id: baseId }: DocumentRef, span: Span | null) {
  return useQuery({
    queryKey: [...keys.document(baseId, id), "boxes", span?.start, span?.end],
    enabled: span !== null,
    staleTime: Infinity,
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/knowledge-bases/{kb_id}/documents/{document_id}/boxes", {
          params: { path: { kb_id: baseId, document_id: id }, query: span ?? {} },
        }),
      ),
  });
}
