"use client";

import Link from "next/link";

import { comparisonText, type Comparison } from "@/features/retrieval/compare";
import { hitPath } from "@/features/retrieval/components/hit-row";
import { changedFields } from "@/features/retrieval/profile";
import { changeText } from "@/features/retrieval/words";
import type { SearchHit, SearchResult } from "@/lib/api/types";
import { formatDuration } from "@/lib/format";

type ComparisonNoteProps = {
  before: SearchResult;
  after: SearchResult;
  comparison: Comparison<SearchHit>;
};

/** Which settings changed since the search before, and what that did. */
export function ComparisonNote({ before, after, comparison }: ComparisonNoteProps) {
  const fields = changedFields(before.profile, after.profile);
  return (
    <div
      className="mb-3 rounded-lg border px-4 py-2.5 text-[13px]"
      data-testid="comparison"
      role="status"
    >
      <p>
        <span className="font-medium">{comparisonText(comparison)}</span>
        <span className="text-muted-foreground">
          {" "}
          against the search before ({formatDuration(before.total_ms)})
          {fields.length > 0 &&
            `: ${fields.map((field) => changeText(field, before.profile, after.profile)).join(", ")}`}
        </span>
      </p>
      {comparison.gone.length > 0 && <GoneList hits={comparison.gone} />}
    </div>
  );
}

function GoneList({ hits }: { hits: SearchHit[] }) {
  return (
    <details className="mt-1">
      <summary className="w-fit cursor-pointer rounded-sm text-muted-foreground hover:text-foreground">
        What is gone
      </summary>
      <ul className="mt-1 grid gap-1">
        {hits.map((hit) => (
          <li key={hit.chunk_id} className="flex gap-2" data-testid="gone-hit">
            <span className="w-6 shrink-0 text-right font-mono text-xs leading-5 text-muted-foreground">
              {hit.rank}
            </span>
            <Link href={hitPath(hit)} className="shrink-0 font-medium hover:underline">
              {hit.document_name}
            </Link>
            <span className="truncate text-muted-foreground">{hit.text}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
