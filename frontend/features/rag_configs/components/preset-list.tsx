"use client";

import type { ColumnDef } from "@tanstack/react-table";
import { Plus, SlidersHorizontal } from "lucide-react";
import Link from "next/link";
import { parseAsInteger, parseAsString, useQueryStates } from "nuqs";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { DataTable } from "@/components/common/data-table";
import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { FilterBar, SearchField } from "@/components/common/filter-bar";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { RelativeTime } from "@/components/common/relative-time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { useCurrentProject } from "@/features/projects/current-project";
import { PRESETS_PER_PAGE, usePresets } from "@/features/rag_configs/api";
import { splitText } from "@/features/rag_configs/words";
import type { Preset } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";
import { plural } from "@/lib/format";

/** Who may use a preset: everybody, the members of a project, or its maker alone. */
export function PresetSharing({ preset }: { preset: Preset }) {
  if (preset.built_in) return <Badge>Built in</Badge>;
  if (preset.project_name) return <Badge tone="accent">{preset.project_name}</Badge>;
  return <Badge>Only me</Badge>;
}

function usedBy({ knowledge_base_count, document_count }: Preset): string {
  const parts = [
    knowledge_base_count > 0 && plural(knowledge_base_count, "knowledge base"),
    document_count > 0 && plural(document_count, "document"),
  ];
  return parts.filter(Boolean).join(", ") || "–";
}

const columns: ColumnDef<Preset>[] = [
  {
    id: "name",
    header: "Name",
    cell: ({ row: { original: preset } }) => (
      <div className="max-w-xl min-w-0 py-1">
        <p className="font-medium [overflow-wrap:anywhere]">{preset.name}</p>
        {preset.description && (
          <p className="line-clamp-1 text-muted-foreground">{preset.description}</p>
        )}
      </div>
    ),
    meta: { className: "min-w-44" },
  },
  {
    id: "split",
    header: "Split",
    cell: ({ row }) => splitText(row.original.resolved),
    meta: { className: "hidden whitespace-nowrap md:table-cell" },
  },
  {
    id: "sharing",
    header: "For",
    cell: ({ row }) => <PresetSharing preset={row.original} />,
    meta: { className: "w-36" },
  },
  {
    id: "use",
    header: "Used by",
    cell: ({ row }) => usedBy(row.original),
    meta: { className: "hidden w-44 text-muted-foreground sm:table-cell" },
  },
  {
    id: "updated",
    header: "Updated",
    cell: ({ row: { original: preset } }) =>
      preset.built_in ? "–" : <RelativeTime iso={preset.updated_at} />,
    meta: { className: "hidden w-32 text-muted-foreground lg:table-cell" },
  },
];

/** Named ways to split and embed documents. */
export function PresetList() {
  const canCreate = useCan("knowledge:write");
  const project = useCurrentProject();
  const [filter, setFilter] = useQueryStates({
    q: parseAsString.withDefault(""),
    offset: parseAsInteger.withDefault(0),
  });
  const presets = usePresets({ ...filter, projectId: project.id, limit: PRESETS_PER_PAGE });
  const isEmpty = presets.data?.total === 0 && !filter.q;
  const createButton = canCreate && (
    <Button asChild variant="primary">
      <Link href="/presets/new" data-testid="open-create-preset">
        <Plus /> Create preset
      </Link>
    </Button>
  );
  return (
    <PageBody>
      <Breadcrumbs items={[{ label: "Presets" }]} />
      <PageHeader
        title="Presets"
        description="Named ways to split and embed documents, for many knowledge bases at once."
        actions={!isEmpty && createButton}
      />
      {presets.error && <ErrorState error={presets.error} onRetry={presets.refetch} />}
      {isEmpty && (
        <EmptyState icon={SlidersHorizontal} title="No presets yet" action={createButton}>
          A preset says how documents are split and embedded. Make one that fits your contracts or
          your manuals, and share it in a project.
        </EmptyState>
      )}
      {!isEmpty && !presets.error && (
        <>
          <FilterBar>
            <SearchField
              value={filter.q}
              onChange={(q) => void setFilter({ q: q || null, offset: null })}
              placeholder="Filter presets"
            />
          </FilterBar>
          <DataTable
            label="Presets"
            columns={columns}
            rows={presets.data?.items}
            rowId={(preset) => preset.id}
            rowHref={(preset) => `/presets/${preset.id}`}
            noMatch="No preset matches this filter."
            paging={{
              offset: filter.offset,
              limit: PRESETS_PER_PAGE,
              total: presets.data?.total ?? 0,
              onOffsetChange: (offset) => void setFilter({ offset }),
            }}
          />
        </>
      )}
    </PageBody>
  );
}
