"use client";

import { ErrorState } from "@/components/common/error-state";
import { SourceText } from "@/components/common/source-text";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useTextSegments } from "@/features/knowledge_bases/documents-api";
import type { Document, DocumentText } from "@/lib/api/types";
import { formatNumber } from "@/lib/format";
import type { Span } from "@/lib/text-span";

/** Neighbouring segments as one text with every page it touches. */
function joinSegments(segments: DocumentText[]) {
  const pages = new Map(segments.flatMap(({ pages }) => pages.map((page) => [page.number, page])));
  return {
    text: segments.map((segment) => segment.text).join(""),
    offset: segments[0]?.start ?? 0,
    pages: [...pages.values()].sort((a, b) => a.number - b.number),
  };
}

type DocumentTextViewProps = { document: Document; span: Span | null };

/** The extracted text around a passage, more of it on demand in both directions. */
export function DocumentTextView({ document, span }: DocumentTextViewProps) {
  const query = useTextSegments(document.knowledge_base_id, document.id, span?.start ?? 0, true);
  if (query.error) return <ErrorState error={query.error} onRetry={query.refetch} />;
  if (!query.data) return <Skeleton className="h-96 w-full" />;
  const total = query.data.pages[0]?.total_chars ?? 0;
  return (
    <section aria-label="Extracted text" className="rounded-lg border" data-testid="document-text">
      <header className="flex h-10 items-center justify-between border-b px-4 text-[13px]">
        <h2 className="font-medium">Extracted text</h2>
        <span className="text-muted-foreground tabular-nums">{formatNumber(total)} characters</span>
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
        <SourceText {...joinSegments(query.data.pages)} span={span} className="max-w-[680px]" />
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
