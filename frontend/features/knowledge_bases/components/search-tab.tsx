"use client";

import { ArrowUpRight, Search } from "lucide-react";
import Link from "next/link";
import { useState, type FormEvent } from "react";

import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { ScoreBar } from "@/components/common/score-bar";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import {
  Select,
  SelectContent,
  SelectItem,
  SelectTrigger,
  SelectValue,
} from "@/components/ui/select";
import { useSearch } from "@/features/knowledge_bases/api";
import { documentPath } from "@/features/knowledge_bases/document-links";
import type { KnowledgeBase, SearchHit, SearchResult } from "@/lib/api/types";
import { formatDuration, plural } from "@/lib/format";

const TOP_K_CHOICES = [3, 5, 8, 15, 30];

/** Asks the knowledge base the way a deployment does, and shows what it finds with every score. */
export function SearchTab({ base }: { base: KnowledgeBase }) {
  const [query, setQuery] = useState("");
  const [topK, setTopK] = useState(8);
  const search = useSearch(base.id);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (query.trim()) search.mutate({ query: query.trim(), top_k: topK });
  }

  return (
    <div className="max-w-3xl">
      <form onSubmit={submit} className="mb-5 flex flex-wrap gap-2">
        <Input
          aria-label="Search query"
          placeholder="Ask as your readers would"
          className="h-9 flex-1 basis-60"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          data-testid="search-query"
        />
        <Select value={String(topK)} onValueChange={(value) => setTopK(Number(value))}>
          <SelectTrigger className="h-9 w-32" aria-label="Number of passages">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {TOP_K_CHOICES.map((count) => (
              <SelectItem key={count} value={String(count)}>
                Top {count}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
        <Button type="submit" variant="primary" className="h-9" pending={search.isPending}>
          <Search /> Search
        </Button>
      </form>
      {search.error && <ErrorState error={search.error} />}
      {search.data ? (
        <SearchResults base={base} result={search.data} />
      ) : (
        !search.error && (
          <EmptyState icon={Search} title="Try a question">
            This is the same search that answers use. If the right passage does not come up here,
            the model will not see it either.
          </EmptyState>
        )
      )}
    </div>
  );
}

function SearchResults({ base, result }: { base: KnowledgeBase; result: SearchResult }) {
  const { hits, timings } = result;
  return (
    <section aria-label="Results">
      <p className="mb-3 text-[13px] text-muted-foreground tabular-nums">
        {plural(hits.length, "passage")} in {formatDuration(timings.total_ms)} (embedding{" "}
        {formatDuration(timings.embed_ms)}, search {formatDuration(timings.search_ms)})
      </p>
      <ol className="divide-y rounded-lg border">
        {hits.map((hit) => (
          <HitRow key={hit.chunk_id} hit={hit} knowledgeBaseId={base.id} />
        ))}
        {hits.length === 0 && (
          <li className="px-4 py-8 text-center text-muted-foreground">
            Nothing found. Add documents, or wait until they are completed.
          </li>
        )}
      </ol>
    </section>
  );
}

function HitRow({ hit, knowledgeBaseId }: { hit: SearchHit; knowledgeBaseId: string }) {
  const place = [hit.page && `page ${hit.page}`, hit.section].filter(Boolean).join(", ");
  const href = documentPath(
    { id: hit.document_id, knowledge_base_id: knowledgeBaseId },
    { start: hit.char_start, end: hit.char_end },
  );
  return (
    <li className="px-4 py-3" data-testid="search-hit">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[13px]">
        <span className="font-mono text-xs text-muted-foreground">{hit.rank}</span>
        <Link href={href} className="group flex min-w-0 items-center gap-1 font-medium">
          <span className="truncate group-hover:underline">{hit.document_name}</span>
          <ArrowUpRight className="size-3.5 shrink-0 text-muted-foreground" aria-hidden />
        </Link>
        <span className="min-w-0 truncate text-muted-foreground">{place}</span>
        <ScoreBar score={hit.score} className="ml-auto" />
      </div>
      <p className="mt-1.5 line-clamp-4 whitespace-pre-line text-muted-foreground">{hit.text}</p>
    </li>
  );
}
