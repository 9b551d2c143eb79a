"use client";

import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useChunks } from "@/features/knowledge_bases/documents-api";
import type { Chunk, Document } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import { plural } from "@/lib/format";
import type { Span } from "@/lib/text-span";

type ChunkListProps = {
  document: Document;
  selected: Span | null;
  onSelect: (span: Span) => void;
};

/** The passages a document was split into; choosing one marks it in the text. */
export function ChunkList({ document, selected, onSelect }: ChunkListProps) {
  const query = useChunks(document.knowledge_base_id, document.id, true);
  const chunks = query.data?.pages.flatMap((page) => page.items);
  return (
    <section
      aria-label="Chunks"
      className="flex max-h-[70dvh] flex-col rounded-lg border lg:sticky lg:top-6 lg:max-h-[calc(100dvh-7rem)]"
    >
      <header className="flex h-10 shrink-0 items-center justify-between border-b px-4 text-[13px]">
        <h2 className="font-medium">Chunks</h2>
        <span className="text-muted-foreground">{plural(document.chunk_count, "chunk")}</span>
      </header>
      {query.error && <ErrorState error={query.error} onRetry={query.refetch} className="m-3" />}
      <ol className="min-h-0 flex-1 divide-y overflow-y-auto">
        {!chunks && !query.error && <Skeleton className="m-4 h-20" />}
        {chunks?.map((chunk) => (
          <li key={chunk.id}>
            <ChunkRow
              chunk={chunk}
              selected={selected?.start === chunk.char_start && selected.end === chunk.char_end}
              onSelect={() => onSelect({ start: chunk.char_start, end: chunk.char_end })}
            />
          </li>
        ))}
        {query.hasNextPage && (
          <li className="p-3">
            <Button
              size="sm"
              pending={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              Show more chunks
            </Button>
          </li>
        )}
      </ol>
    </section>
  );
}

type ChunkRowProps = { chunk: Chunk; selected: boolean; onSelect: () => void };

function ChunkRow({ chunk, selected, onSelect }: ChunkRowProps) {
  const place = [chunk.page && `p. ${chunk.page}`, chunk.section].filter(Boolean).join(" · ");
  return (
    <button
      type="button"
      aria-pressed={selected}
      onClick={onSelect}
      className={cn(
        "block w-full border-l-2 border-transparent px-4 py-2.5 text-left transition-colors duration-120 hover:bg-surface focus-visible:outline-offset-[-2px]",
        selected && "border-mark-edge bg-mark/30 hover:bg-mark/30",
      )}
    >
      <span className="flex justify-between gap-3 font-mono text-xs text-muted-foreground">
        <span className="min-w-0 truncate">
          {chunk.ordinal + 1}
          {place && ` · ${place}`}
        </span>
        <span className="shrink-0">{chunk.token_count} tok</span>
      </span>
      <span className="mt-1 line-clamp-3 text-[13px] text-muted-foreground">{chunk.text}</span>
    </button>
  );
}
