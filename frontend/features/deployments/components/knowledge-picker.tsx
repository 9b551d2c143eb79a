"use client";

import Link from "next/link";

import { ErrorState } from "@/components/common/error-state";
import { Checkbox } from "@/components/ui/checkbox";
import { Skeleton } from "@/components/ui/skeleton";
import { useKnowledgeBases } from "@/features/knowledge_bases/api";
import { plural } from "@/lib/format";

type KnowledgePickerProps = {
  /** A deployment answers from knowledge bases of its own project only. */
  projectId: string;
  value: string[];
  onChange: (ids: string[]) => void;
};

/** Ticks the knowledge bases a deployment answers from. */
export function KnowledgePicker({ projectId, value, onChange }: KnowledgePickerProps) {
  const bases = useKnowledgeBases({ projectId });
  if (bases.error) return <ErrorState error={bases.error} onRetry={bases.refetch} />;
  if (!bases.data) return <Skeleton className="h-24 w-full" />;
  if (bases.data.total === 0) {
    return (
      <p className="rounded-lg border border-dashed px-4 py-5 text-muted-foreground">
        There is no knowledge base in this project yet. Without one the model answers from what it
        learned, and quotes nothing.{" "}
        <Link className="text-primary-text hover:underline" href="/knowledge?create=true">
          Create a knowledge base
        </Link>
      </p>
    );
  }
  const toggle = (id: string) =>
    onChange(value.includes(id) ? value.filter((other) => other !== id) : [...value, id]);
  return (
    <ul
      className="max-h-64 divide-y overflow-y-auto rounded-lg border"
      aria-label="Knowledge bases"
    >
      {bases.data.items.map((base) => (
        <li key={base.id}>
          <label className="flex cursor-pointer items-center gap-3 px-3 py-2 hover:bg-surface">
            <Checkbox
              checked={value.includes(base.id)}
              onCheckedChange={() => toggle(base.id)}
              aria-label={base.name}
            />
            <span className="min-w-0 flex-1 truncate">{base.name}</span>
            <span className="text-[13px] text-muted-foreground tabular-nums">
              {plural(base.document_count, "document")}
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
}
