"use client";

import type { ColumnDef } from "@tanstack/react-table";
import { NotebookPen, Plus } from "lucide-react";
import Link from "next/link";
import { parseAsInteger, parseAsString, useQueryStates } from "nuqs";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { DataTable } from "@/components/common/data-table";
import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { FilterBar, SearchField } from "@/components/common/filter-bar";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { ReadOnlyNote } from "@/components/common/read-only-note";
import { RelativeTime } from "@/components/common/relative-time";
import { Button } from "@/components/ui/button";
import { useCreateAccess } from "@/features/projects/create-access";
import { useCurrentProject } from "@/features/projects/current-project";
import { PROMPTS_PER_PAGE, usePromptTemplates } from "@/features/prompts/api";
import { VariableBadges } from "@/features/prompts/components/template-editor";
import type { PromptTemplate } from "@/lib/api/types";
import { plural } from "@/lib/format";

const COLUMNS: ColumnDef<PromptTemplate>[] = [
  {
    id: "name",
    header: "Name",
    cell: ({ row: { original: template } }) => (
      <div className="max-w-xl min-w-0 py-1">
        <p className="font-medium [overflow-wrap:anywhere]">{template.name}</p>
        {template.description && (
          <p className="line-clamp-1 text-muted-foreground">{template.description}</p>
        )}
      </div>
    ),
    meta: { className: "min-w-44" },
  },
  {
    id: "variables",
    header: "Variables",
    cell: ({ row }) => <VariableBadges variables={row.original.variables} />,
    meta: { className: "hidden w-64 lg:table-cell" },
  },
  {
    id: "version",
    header: "Version",
    cell: ({ row }) => row.original.version,
    meta: { className: "w-20 font-mono text-xs" },
  },
  {
    id: "use",
    header: "Used by",
    cell: ({ row: { original } }) =>
      original.deployment_count > 0 ? plural(original.deployment_count, "deployment") : "–",
    meta: { className: "hidden w-36 text-muted-foreground sm:table-cell" },
  },
  {
    id: "project",
    header: "Project",
    cell: ({ row }) => <span className="line-clamp-1">{row.original.project_name}</span>,
    meta: { className: "hidden w-36 text-muted-foreground md:table-cell" },
  },
  {
    id: "updated",
    header: "Updated",
    cell: ({ row }) => <RelativeTime iso={row.original.updated_at} />,
    meta: { className: "hidden w-28 text-muted-foreground md:table-cell" },
  },
];

/** What models are told, with places for what is asked and found. */
export function PromptList() {
  const project = useCurrentProject();
  const access = useCreateAccess("deployments:write");
  const [filter, setFilter] = useQueryStates({
    q: parseAsString.withDefault(""),
    offset: parseAsInteger.withDefault(0),
  });
  const templates = usePromptTemplates({
    ...filter,
    projectId: project.id,
    limit: PROMPTS_PER_PAGE,
  });
  const isEmpty = templates.data?.total === 0 && !filter.q;
  const createButton = access.allowed && (
    <Button asChild variant="primary">
      <Link href="/prompts/new" data-testid="open-create-prompt">
        <Plus /> Create prompt
      </Link>
    </Button>
  );
  return (
    <PageBody>
      <Breadcrumbs items={[{ label: "Prompts" }]} />
      <PageHeader
        title="Prompts"
        description="What a model is told with every question. Each change is a new version; deployments keep theirs until they take it."
        actions={!isEmpty && createButton}
      />
      <ReadOnlyNote reason={access.reason} />
      {templates.error && <ErrorState error={templates.error} onRetry={templates.refetch} />}
      {isEmpty && (
        <EmptyState icon={NotebookPen} title="No prompts yet" action={createButton}>
          A prompt says how answers are to be: their tone, their length, what to quote, what to
          refuse. Write one, see what a model would read, and use it in many deployments.
        </EmptyState>
      )}
      {!isEmpty && !templates.error && (
        <>
          <FilterBar>
            <SearchField
              value={filter.q}
              onChange={(q) => void setFilter({ q: q || null, offset: null })}
              placeholder="Filter prompts"
            />
          </FilterBar>
          <DataTable
            label="Prompts"
            columns={COLUMNS}
            rows={templates.data?.items}
            rowId={(template) => template.id}
            rowHref={(template) => `/prompts/${template.id}`}
            noMatch="No prompt matches this filter."
            paging={{
              offset: filter.offset,
              limit: PROMPTS_PER_PAGE,
              total: templates.data?.total ?? 0,
              onOffsetChange: (offset) => void setFilter({ offset }),
            }}
          />
        </>
      )}
    </PageBody>
  );
}
