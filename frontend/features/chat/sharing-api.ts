/** Conversations as a list, as links for others, and as files. */
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from "@tanstack/react-query";

import { chatKeys } from "@/features/chat/api";
import { api, unwrap } from "@/lib/api/client";
import { downloadFile } from "@/lib/api/download";
import { toApiError } from "@/lib/api/errors";
import type { ChatSession, Share } from "@/lib/api/types";

const PER_PAGE = 50;

export type ConversationFilter = {
  /** Part of a title or of what was said. */
  query: string;
  archived: boolean;
};

/** Conversations, latest first, page by page. */
export function useConversationPages({ query, archived }: ConversationFilter) {
  return useInfiniteQuery({
    queryKey: [...chatKeys.sessions, "list", { query, archived }],
    initialPageParam: 0,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam: offset }) =>
      unwrap(
        api.GET("/api/v1/chat/sessions", {
          params: { query: { q: query || undefined, archived, limit: PER_PAGE, offset } },
        }),
      ),
    getNextPageParam: ({ total, offset, items }) =>
      offset + items.length < total ? offset + items.length : undefined,
  });
}

/** Puts a conversation away, or takes it back. */
export function useArchiveConversation() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, archived }: { id: string; archived: boolean }) =>
      unwrap(
        api.PATCH("/api/v1/chat/sessions/{session_id}", {
          params: { path: { session_id: id } },
          body: { archived },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: chatKeys.sessions }),
  });
}

export type ExportFormat = "md" | "json";

/** What a file of a conversation is called: its title, as far as file systems take it. */
export function exportName(title: string, format: ExportFormat): string {
  const name = title
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  return `${name || "conversation"}.${format}`;
}

export function exportConversation(session: ChatSession, format: ExportFormat): Promise<void> {
  const path = `/api/v1/chat/sessions/${session.id}/export?format=${format}`;
  return downloadFile(path, exportName(session.title, format));
}

const shareKeys = {
  link: (id: string) => ["chat", "share", id] as const,
  shared: (token: string) => ["chat", "shared", token] as const,
};

const SHARE = "/api/v1/chat/sessions/{session_id}/share";

async function readShare(id: string): Promise<Share | null> {
  try {
    return await unwrap(api.GET(SHARE, { params: { path: { session_id: id } } }));
  } catch (error) {
    if (toApiError(error).code === "share_not_found") return null;
    throw error;
  }
}

/** The link to a conversation; null while it is not shared. */
export function useShare(id: string) {
  return useQuery({ queryKey: shareKeys.link(id), queryFn: () => readShare(id) });
}

/** In how many days a link ends; null: never. */
export type ShareEnd = { expires_in_days?: number | null };

function showShare(queryClient: QueryClient, id: string, share: Share | null) {
  queryClient.setQueryData(shareKeys.link(id), share);
  return queryClient.invalidateQueries({ queryKey: chatKeys.sessions });
}

/** Makes the link, or lets it lead to what has come since; an end that is not given stays. */
export function useShareConversation(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (end: ShareEnd) =>
      unwrap(api.PUT(SHARE, { params: { path: { session_id: id } }, body: end })),
    onSuccess: (share) => showShare(queryClient, id, share),
  });
}

export function useRevokeShare(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.DELETE(SHARE, { params: { path: { session_id: id } } })),
    onSuccess: () => showShare(queryClient, id, null),
  });
}

/** A conversation that somebody has shared with those who have the link. */
export function useSharedConversation(token: string) {
  return useQuery({
    queryKey: shareKeys.shared(token),
    retry: false,
    queryFn: () => unwrap(api.GET("/api/v1/chat/shared/{token}", { params: { path: { token } } })),
  });
}

/** Whether a link leads nowhere any more by itself. */
export function hasEnded({ expires_at: end }: Pick<Share, "expires_at">): boolean {
  return end != null && Date.parse(end) <= Date.now();
}

/** Where a shared conversation is read. */
export function sharedPath(token: string): string {
  return `/shared/${token}`;
}
