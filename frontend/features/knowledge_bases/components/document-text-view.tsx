"use client";

import type { ReactNode } from "react";

import { ChunkedText } from "@/components/common/chunked-text";
import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { useTextSegments } from "@/features/knowledge_bases/documents-api";
import type { LoadedText } from "@/features/knowledge_bases/loaded-text";
import type { Chunk } from "@/lib/api/types";
import { formatNumber } from "@/lib/format";
import type { Span } from "@/lib/text-span";

type DocumentTextViewProps = {
  query: ReturnType<typeof useTextSegments>;
  loaded: LoadedText | null;
  chunks: Chunk[];
  span: Span | null;
  onSelect: (span: Span) => void;
  /** Stands at the right of the heading. */
  actions?: ReactNode;
};

/** The extracted text with its chunks marked, more of it on demand in both directions. */
export function DocumentTextView({
  query,
  loaded,
  chunks,
  span,
  onSelect,
  actions,
}: DocumentTextViewProps) {
  if (query.error) return <ErrorState error={query.error} onRetry={query.refetch} />;
  if (!loaded) return <Skeleton className="h-96 w-full" />;
  return (
    <section aria-label="Extracted text" className="rounded-lg border" data-testid="document-text">
      <header className="flex h-10 items-center gap-3 border-b pr-2 pl-4 text-[13px]">
        <h2 className="font-medium">Extracted text</h2>
        <span className="mr-auto text-muted-foreground tabular-nums">
          {formatNumber(loaded.total)} characters
        </span>
        {actions}
      </header>
      <div className="px-4 py-4 sm:px-6">
        {query.hasPreviousPage && (
          <Button
            size="sm"
            className="mb-4"
            pending={query.isFetchingPreviousPage}
            onClick={() => void query.fetchPreviousPage()}
          >
            Show text before
          </Button>
        )}
        <ChunkedText
          text={loaded.text}
          offset={loaded.offset}
          pages={loaded.pages}
          chunks={chunks}
          span={span}
          onSelect={onSelect}
          className="max-w-[680px]"
        />
        {query.hasNextPage && (
          <Button
            size="sm"
            className="mt-4"
            pending={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Show text after
          </Button>
        )}
      </div>
    </section>
  );
}
