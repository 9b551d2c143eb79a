"use client";

import type { ColumnDef } from "@tanstack/react-table";
import { BookOpen, CircleAlert, CircleCheck, Plus } from "lucide-react";
import { parseAsBoolean, parseAsInteger, parseAsString, useQueryStates } from "nuqs";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { DataTable } from "@/components/common/data-table";
import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { FilterBar, SearchField } from "@/components/common/filter-bar";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { ReadOnlyNote } from "@/components/common/read-only-note";
import { RelativeTime } from "@/components/common/relative-time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { KNOWLEDGE_BASES_PER_PAGE, useKnowledgeBases } from "@/features/knowledge_bases/api";
import { CreateKnowledgeBaseDialog } from "@/features/knowledge_bases/components/create-knowledge-base-dialog";
import { projectColumn } from "@/features/projects/components/project-column";
import { useCreateAccess } from "@/features/projects/create-access";
import { useCurrentProject } from "@/features/projects/current-project";
import type { KnowledgeBase } from "@/lib/api/types";
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

const ALL_PROJECTS_COLUMNS = columns.toSpliced(1, 0, projectColumn<KnowledgeBase>());

export function KnowledgeBaseList() {
  const access = useCreateAccess("knowledge:write");
  const current = useCurrentProject();
  const [filter, setFilter] = useQueryStates({
    q: parseAsString.withDefault(""),
    offset: parseAsInteger.withDefault(0),
    create: parseAsBoolean.withDefault(false),
  });
  const bases = useKnowledgeBases({
    q: filter.q,
    offset: filter.offset,
    projectId: current.id,
    limit: KNOWLEDGE_BASES_PER_PAGE,
  });
  const isEmpty = bases.data?.total === 0 && !filter.q;
  const createButton = access.allowed && (
    <Button
      variant="primary"
      onClick={() => void setFilter({ create: true })}
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
      <ReadOnlyNote reason={access.reason} />
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
                value={filter.q}
                onChange={(q) => void setFilter({ q: q || null, offset: null })}
                placeholder="Filter knowledge bases"
              />
            </FilterBar>
            <DataTable
              label="Knowledge bases"
              columns={current.id ? columns : ALL_PROJECTS_COLUMNS}
              rows={bases.data?.items}
              rowId={(base) => base.id}
              rowHref={(base) => `/knowledge/${base.id}`}
              noMatch="No knowledge base matches this filter."
              paging={{
                offset: filter.offset,
                limit: KNOWLEDGE_BASES_PER_PAGE,
                total: bases.data?.total ?? 0,
                onOffsetChange: (offset) => void setFilter({ offset }),
              }}
            />
          </>
        )
      )}
      <CreateKnowledgeBaseDialog
        open={filter.create && access.allowed}
        onOpenChange={(open) => void setFilter({ create: open || null })}
      />
    </PageBody>
  );
}
