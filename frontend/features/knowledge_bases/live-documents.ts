"use client";

import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo } from "react";

import { keys } from "@/features/knowledge_bases/keys";
import {
  isDocumentEvent,
  mergeDocument,
  mergePage,
  StatusMemory,
  type DocumentEvent,
} from "@/features/knowledge_bases/merge-events";
import { isWorthRefetching } from "@/lib/api/query-client";
import type { Document } from "@/lib/api/types";
import { subscribeToEvents, type LiveListener } from "@/lib/events/live";
import type { DocumentChanged } from "@/lib/events/messages";
import { throttle, type Throttled } from "@/lib/throttle";

/** What events do not tell, such as counts and new rows, is asked for this often at most. */
const REFETCH_MS = 2000;

type DocumentPage = { items: Document[]; total: number };

function groupByBase(events: DocumentEvent[]): Map<string, DocumentEvent[]> {
  const groups = new Map<string, DocumentEvent[]>();
  for (const event of events) {
    const group = groups.get(event.knowledge_base_id);
    if (group) group.push(event);
    else groups.set(event.knowledge_base_id, [event]);
  }
  return groups;
}

function patch(queryClient: QueryClient, baseId: string, events: DocumentEvent[]): void {
  const changes = new Map<string, DocumentChanged>();
  for (const event of events) {
    if (event.type === "document.changed") changes.set(event.document_id, event);
  }
  queryClient.setQueriesData<DocumentPage>({ queryKey: keys.documentLists(baseId) }, (page) =>
    page ? mergePage(page, changes) : page,
  );
  for (const event of changes.values()) {
    queryClient.setQueryData<Document>(keys.document(baseId, event.document_id), (document) =>
      document ? mergeDocument(document, event) : document,
    );
  }
}

/** Everything that shows one document, but not its text, which a new state does not change. */
function refetchDocument(queryClient: QueryClient, { document_id, ...event }: DocumentEvent) {
  const key = keys.document(event.knowledge_base_id, document_id);
  void queryClient.invalidateQueries({ queryKey: key, exact: true });
  void queryClient.invalidateQueries({ queryKey: [...key, "chunks"] });
  void queryClient.invalidateQueries({ queryKey: [...key, "segments"] });
}

/** Asks for counts, lists and states of a knowledge base again, at a pace a server can bear. */
class Refetcher {
  private readonly bases = new Map<string, Throttled>();

  constructor(private readonly queryClient: QueryClient) {}

  request(baseId: string): void {
    const pace = this.bases.get(baseId) ?? throttle(() => this.refetch(baseId), REFETCH_MS);
    this.bases.set(baseId, pace);
    pace();
  }

  private refetch(baseId: string): void {
    void this.queryClient.invalidateQueries({ queryKey: keys.list() });
    void this.queryClient.invalidateQueries({ queryKey: keys.one(baseId), exact: true });
    void this.queryClient.invalidateQueries({ queryKey: keys.documentLists(baseId) });
  }
}

/** Puts events into what the pages show; what they cannot tell is asked for. */
export function documentListener(queryClient: QueryClient): LiveListener {
  const memory = new StatusMemory();
  const refetcher = new Refetcher(queryClient);
  return {
    onEvents(events) {
      for (const [baseId, ofBase] of groupByBase(events.filter(isDocumentEvent))) {
        patch(queryClient, baseId, ofBase);
        const moved = ofBase.filter((event) => memory.notes(event));
        if (moved.length > 0) refetcher.request(baseId);
        moved.forEach((event) => refetchDocument(queryClient, event));
      }
    },
    onReset: () =>
      void queryClient.invalidateQueries({ queryKey: keys.all, predicate: isWorthRefetching }),
  };
}

/** Asks for what a knowledge base shows again, at a pace that a thousand uploads do not raise. */
export function useRefreshSoon(baseId: string): () => void {
  const queryClient = useQueryClient();
  const refetcher = useMemo(() => new Refetcher(queryClient), [queryClient]);
  return useCallback(() => refetcher.request(baseId), [refetcher, baseId]);
}

/** Keeps everything shown of documents up to date for as long as it is mounted. */
export function useLiveDocuments(): void {
  const queryClient = useQueryClient();
  useEffect(() => subscribeToEvents(documentListener(queryClient)), [queryClient]);
}
