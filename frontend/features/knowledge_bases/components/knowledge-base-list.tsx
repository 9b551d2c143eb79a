"use client";

import type { ColumnDef } from "@tanstack/react-table";
import { BookOpen, CircleAlert, CircleCheck, Plus } from "lucide-react";
import { parseAsBoolean, parseAsString, useQueryState } from "nuqs";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { DataTable } from "@/components/common/data-table";
import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { FilterBar, SearchField } from "@/components/common/filter-bar";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { RelativeTime } from "@/components/common/relative-time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useKnowledgeBases } from "@/features/knowledge_bases/api";
import { CreateKnowledgeBaseDialog } from "@/features/knowledge_bases/components/create-knowledge-base-dialog";
import type { KnowledgeBase } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";
import { formatBytes, formatNumber } from "@/lib/format";

/** The state of a whole knowledge base: what runs, what failed, or that all is well. */
export function KnowledgeBaseState({ base }: { base: KnowledgeBase }) {
  const { pending, processing, failed } = base.status_counts;
  if (pending + processing > 0) return <Badge tone="info">{pending + processing} in work</Badge>;
  if (failed > 0) {
    return (
      <Badge tone="danger">
        <CircleAlert aria-hidden /> {failed} failed
      </Badge>
    );
  }
  if (base.document_count === 0) return <Badge>Empty</Badge>;
  return (
    <Badge tone="success">
      <CircleCheck aria-hidden /> Ready
    </Badge>
  );
}

const columns: ColumnDef<KnowledgeBase>[] = [
  {
    id: "name",
    header: "Name",
    cell: ({ row: { original: base } }) => (
      <div className="max-w-xl min-w-0 py-1">
        <p className="font-medium [overflow-wrap:anywhere]">{base.name}</p>
        {base.description && (
          <p className="line-clamp-1 text-muted-foreground">{base.description}</p>
        )}
      </div>
    ),
    meta: { className: "min-w-44" },
  },
  {
    id: "state",
    header: "State",
    cell: ({ row }) => <KnowledgeBaseState base={row.original} />,
    meta: { className: "w-28" },
  },
  {
    id: "documents",
    header: "Documents",
    cell: ({ row }) => formatNumber(row.original.document_count),
    meta: { className: "w-24 text-right font-mono text-xs" },
  },
  {
    id: "chunks",
    header: "Chunks",
    cell: ({ row }) => formatNumber(row.original.chunk_count),
    meta: { className: "hidden w-24 text-right font-mono text-xs md:table-cell" },
  },
  {
    id: "size",
    header: "Size",
    cell: ({ row }) => formatBytes(row.original.size_bytes),
    meta: { className: "hidden w-24 text-right font-mono text-xs md:table-cell" },
  },
  {
    id: "updated",
    header: "Updated",
    cell: ({ row }) => <RelativeTime iso={row.original.updated_at} />,
    meta: { className: "hidden w-32 text-muted-foreground sm:table-cell" },
  },
];

function matches(base: KnowledgeBase, query: string): boolean {
  return `${base.name} ${base.description}`.toLowerCase().includes(query.toLowerCase());
}

export function KnowledgeBaseList() {
  const canWrite = useCan("knowledge:write");
  const [query, setQuery] = useQueryState("q", parseAsString.withDefault(""));
  const [creating, setCreating] = useQueryState("create", parseAsBoolean.withDefault(false));
  const bases = useKnowledgeBases();
  const isEmpty = bases.data?.total === 0;
  const createButton = canWrite && (
    <Button
      variant="primary"
      onClick={() => void setCreating(true)}
      data-testid="open-create-knowledge-base"
    >
      <Plus /> Create knowledge base
    </Button>
  );

  return (
    <PageBody>
      <Breadcrumbs items={[{ label: "Knowledge" }]} />
      <PageHeader
        title="Knowledge"
        description="Sets of documents that your deployments answer from."
        actions={!isEmpty && createButton}
      />
      {bases.error && <ErrorState error={bases.error} onRetry={bases.refetch} />}
      {isEmpty ? (
        <EmptyState icon={BookOpen} title="No knowledge bases yet" action={createButton}>
          A knowledge base holds documents on one subject. Put in handbooks, contracts or manuals,
          and every answer points to the page it came from.
        </EmptyState>
      ) : (
        !bases.error && (
          <>
            <FilterBar>
              <SearchField
                value={query}
                onChange={(value) => void setQuery(value || null)}
                placeholder="Filter knowledge bases"
              />
            </FilterBar>
            <DataTable
              label="Knowledge bases"
              columns={columns}
              rows={bases.data?.items.filter((base) => matches(base, query))}
              rowId={(base) => base.id}
              rowHref={(base) => `/knowledge/${base.id}`}
              noMatch="No knowledge base matches this filter."
            />
          </>
        )
      )}
      <CreateKnowledgeBaseDialog
        open={creating && canWrite}
        onOpenChange={(open) => void setCreating(open || null)}
      />
    </PageBody>
  );
}
