"use client";

import { useEffect, useRef } from "react";

import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { useChunks } from "@/features/knowledge_bases/documents-api";
import type { Chunk } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import { plural } from "@/lib/format";
import type { Span } from "@/lib/text-span";

type ChunkListProps = {
  query: ReturnType<typeof useChunks>;
  chunks: Chunk[];
  count: number;
  selected: Span | null;
  onSelect: (span: Span) => void;
};

/** The passages a document was split into; choosing one marks it in the text. */
export function ChunkList({ query, chunks, count, selected, onSelect }: ChunkListProps) {
  return (
    <section
      aria-label="Chunks"
      className="flex max-h-[70dvh] flex-col rounded-lg border lg:sticky lg:top-6 lg:max-h-[calc(100dvh-7rem)]"
    >
      <header className="flex h-10 shrink-0 items-center justify-between border-b px-4 text-[13px]">
        <h2 className="font-medium">Chunks</h2>
        <span className="text-muted-foreground tabular-nums">{plural(count, "chunk")}</span>
      </header>
      {query.error && <ErrorState error={query.error} onRetry={query.refetch} className="m-3" />}
      <ol className="relative min-h-0 flex-1 divide-y overflow-y-auto">
        {!query.data && !query.error && <Skeleton className="m-4 h-20" />}
        {query.hasPreviousPage && (
          <li className="p-3">
            <Button
              size="sm"
              pending={query.isFetchingPreviousPage}
              onClick={() => void query.fetchPreviousPage()}
            >
              Show chunks before
            </Button>
          </li>
        )}
        {chunks.map((chunk) => (
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
  const row = useRef<HTMLButtonElement>(null);
  const place = [chunk.page && `p. ${chunk.page}`, chunk.section].filter(Boolean).join(" · ");
  useEffect(() => {
    if (selected && row.current) bringIntoList(row.current);
  }, [selected]);
  return (
    <button
      ref={row}
      type="button"
      aria-pressed={selected}
      data-testid="chunk-row"
      onClick={onSelect}
      className={cn(
        "block w-full border-l-2 border-transparent px-4 py-2.5 text-left transition-colors duration-120 hover:bg-surface focus-visible:outline-offset-[-2px]",
        selected && "border-mark-edge bg-mark/30 hover:bg-mark/30",
      )}
    >
      <span className="flex justify-between gap-3 font-mono text-xs text-muted-foreground">
        <span className="flex min-w-0 items-center gap-1.5">
          <span
            aria-hidden
            className={cn(
              "size-2 shrink-0 rounded-xs border",
              chunk.ordinal % 2 === 0 ? "bg-tint-even" : "bg-tint-odd",
            )}
          />
          <span className="truncate">
            {chunk.ordinal + 1}
            {place && ` · ${place}`}
          </span>
        </span>
        <span className="shrink-0">{chunk.token_count} tok</span>
      </span>
      <span className="mt-1 line-clamp-3 text-[13px] text-muted-foreground">{chunk.text}</span>
    </button>
  );
}

/** Scrolls the list only: the page stays where the reader is reading. */
function bringIntoList(row: HTMLElement): void {
  const list = row.closest("ol");
  if (!list) return;
  const top = row.offsetTop - list.scrollTop;
  const isVisible = top >= 0 && top + row.offsetHeight <= list.clientHeight;
  if (!isVisible) list.scrollTop = row.offsetTop - (list.clientHeight - row.offsetHeight) / 2;
}
