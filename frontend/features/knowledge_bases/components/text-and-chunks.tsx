"use client";

import { parseAsInteger, parseAsStringLiteral, useQueryState, useQueryStates } from "nuqs";
import { useEffect, useMemo, useState, type ReactNode } from "react";

import { ChunkList } from "@/features/knowledge_bases/components/chunk-list";
import { DocumentTextView } from "@/features/knowledge_bases/components/document-text-view";
import { PageView } from "@/features/knowledge_bases/components/page-view";
import { ViewSwitch, type DocumentView } from "@/features/knowledge_bases/components/view-switch";
import { useChunks, useTextSegments } from "@/features/knowledge_bases/documents-api";
import { holds, joinSegments, type LoadedText } from "@/features/knowledge_bases/loaded-text";
import { hasPages } from "@/features/knowledge_bases/pages-api";
import type { Chunk, Document } from "@/lib/api/types";
import type { Span } from "@/lib/text-span";

function useSelectedSpan(): [Span | null, (span: Span) => void] {
  const [{ start, end }, setRange] = useQueryStates({
    start: parseAsInteger,
    end: parseAsInteger,
  });
  const span = useMemo(
    () => (start !== null && end !== null && end > start ? { start, end } : null),
    [start, end],
  );
  return [span, (next) => void setRange(next)];
}

const NO_CHUNKS: Chunk[] = [];

/** The extracted text beside its chunks: choosing a passage on one side shows it on the other. */
export function TextAndChunks({ document }: { document: Document }) {
  const [span, setSpan] = useSelectedSpan();
  const [anchor, setAnchor] = useState(span?.start ?? 0);
  const segments = useTextSegments(document.knowledge_base_id, document.id, anchor, true);
  const loaded = useMemo(() => joinSegments(segments.data?.pages ?? []), [segments.data]);
  // Only a passage that is not loaded yet moves the text to another place.
  if (span && loaded && !holds(loaded, span.start) && anchor !== span.start) setAnchor(span.start);

  const share = loaded && loaded.total > 0 ? Math.min(1, anchor / loaded.total) : null;
  const query = useChunks(document, share);
  const chunks = useMemo(
    () => query.data?.pages.flatMap((page) => page.items) ?? NO_CHUNKS,
    [query.data],
  );
  useChunksOfText(query, chunks, loaded);
  const [view, setView] = useView(document);
  const viewSwitch = hasPages(document) && <ViewSwitch view={view} onChange={setView} />;
  return (
    <div className="grid grid-cols-1 gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
      {view === "pages" ? (
        <DocumentPages document={document} span={span} actions={viewSwitch} />
      ) : (
        <DocumentTextView
          query={segments}
          loaded={loaded}
          chunks={chunks}
          span={span}
          onSelect={setSpan}
          actions={viewSwitch}
        />
      )}
      <ChunkList
        query={query}
        chunks={chunks}
        count={document.chunk_count}
        selected={span}
        onSelect={setSpan}
      />
    </div>
  );
}

/** What is shown of the document, as the address says; only a PDF has pages. */
function useView(document: Document): [DocumentView, (view: DocumentView) => void] {
  const [view, setView] = useQueryState(
    "view",
    parseAsStringLiteral(["text", "pages"] as const).withDefault("text"),
  );
  return [hasPages(document) ? view : "text", (next) => void setView(next)];
}

type DocumentPagesProps = { document: Document; span: Span | null; actions: ReactNode };

function DocumentPages({ document, span, actions }: DocumentPagesProps) {
  return (
    <section aria-label="Pages" className="self-start rounded-lg border">
      <header className="flex h-10 items-center justify-between border-b pr-2 pl-4 text-[13px]">
        <h2 className="font-medium">As it looks</h2>
        {actions}
      </header>
      <PageView document={document} pageCount={document.page_count} span={span} />
    </section>
  );
}

/** Loads chunks until all of the text that is shown has its own. */
function useChunksOfText(
  query: ReturnType<typeof useChunks>,
  chunks: Chunk[],
  loaded: LoadedText | null,
) {
  const { hasNextPage, hasPreviousPage, isFetching, fetchNextPage, fetchPreviousPage } = query;
  const [first, last] = [chunks[0], chunks.at(-1)];
  useEffect(() => {
    if (!loaded || isFetching || !first || !last) return;
    if (hasNextPage && last.char_end < loaded.end) void fetchNextPage();
    else if (hasPreviousPage && first.char_start > loaded.offset) void fetchPreviousPage();
  }, [
    loaded,
    first,
    last,
    isFetching,
    hasNextPage,
    hasPreviousPage,
    fetchNextPage,
    fetchPreviousPage,
  ]);
}
