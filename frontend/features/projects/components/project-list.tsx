"use client";

import type { ColumnDef } from "@tanstack/react-table";
import { Archive, FolderOpen, Plus } from "lucide-react";
import { parseAsBoolean, parseAsInteger, parseAsString, useQueryStates } from "nuqs";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { DataTable } from "@/components/common/data-table";
import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { FilterBar, FilterChips, SearchField } from "@/components/common/filter-bar";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { RelativeTime } from "@/components/common/relative-time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { PROJECTS_PER_PAGE, useProjects } from "@/features/projects/api";
import { creatorOf } from "@/features/projects/appearance";
import { CreateProjectDialog } from "@/features/projects/components/create-project-dialog";
import { ProjectTile } from "@/features/projects/components/project-tile";
import type { Project } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";
import { formatNumber } from "@/lib/format";
import { PROJECT_ROLES } from "@/lib/project-role";

/** The caller's role in a project; administrators see projects that they are no member of. */
export function ProjectRoleBadge({ role }: { role: Project["role"] }) {
  return role ? <Badge>{PROJECT_ROLES[role].label}</Badge> : <Badge>Not a member</Badge>;
}

export function ArchivedBadge() {
  return (
    <Badge tone="warning">
      <Archive aria-hidden /> Archived
    </Badge>
  );
}

const columns: ColumnDef<Project>[] = [
  {
    id: "name",
    header: "Name",
    cell: ({ row: { original: project } }) => (
      <div className="flex max-w-xl min-w-0 items-center gap-3 py-1">
        <ProjectTile project={project} />
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-2 font-medium [overflow-wrap:anywhere]">
            {project.name}
            {project.is_default && <Badge tone="accent">Default</Badge>}
            {project.archived_at && <ArchivedBadge />}
          </p>
          <p className="line-clamp-1 text-muted-foreground">
            {project.role ? project.description : creatorOf(project)}
          </p>
        </div>
      </div>
    ),
    meta: { className: "min-w-44" },
  },
  {
    id: "role",
    header: "Your role",
    cell: ({ row }) => <ProjectRoleBadge role={row.original.role} />,
    meta: { className: "w-28" },
  },
  ...[
    { id: "knowledge", header: "Knowledge", count: (p: Project) => p.knowledge_base_count },
    { id: "deployments", header: "Deployments", count: (p: Project) => p.deployment_count },
    { id: "members", header: "Members", count: (p: Project) => p.member_count },
  ].map(({ id, header, count }) => ({
    id,
    header,
    cell: ({ row }: { row: { original: Project } }) => formatNumber(count(row.original)),
    meta: { className: "hidden w-24 text-right font-mono text-xs md:table-cell" },
  })),
  {
    id: "updated",
    header: "Updated",
    cell: ({ row }) => <RelativeTime iso={row.original.updated_at} />,
    meta: { className: "hidden w-32 text-muted-foreground sm:table-cell" },
  },
];

function useProjectFilter() {
  return useQueryStates({
    q: parseAsString.withDefault(""),
    archived: parseAsBoolean.withDefault(false),
    offset: parseAsInteger.withDefault(0),
    create: parseAsBoolean.withDefault(false),
  });
}

export function ProjectList() {
  const canCreate = useCan("projects:write");
  const [filter, setFilter] = useProjectFilter();
  const projects = useProjects(filter);
  const isEmpty = projects.data?.total === 0 && !filter.q && !filter.archived;
  const createButton = canCreate && (
    <Button
      variant="primary"
      onClick={() => void setFilter({ create: true })}
      data-testid="open-create-project"
    >
      <Plus /> Create project
    </Button>
  );
  return (
    <PageBody>
      <Breadcrumbs items={[{ label: "Projects" }]} />
      <PageHeader
        title="Projects"
        description="Rooms for knowledge and deployments. Only their members see what is inside."
        actions={!isEmpty && createButton}
      />
      {projects.error && <ErrorState error={projects.error} onRetry={projects.refetch} />}
      {isEmpty && (
        <EmptyState icon={FolderOpen} title="No projects yet" action={createButton}>
          A project keeps what belongs together in one place, away from everybody who is not in it.
        </EmptyState>
      )}
      {!isEmpty && !projects.error && (
        <>
          <FilterBar>
            <SearchField
              value={filter.q}
              onChange={(q) => void setFilter({ q: q || null, offset: null })}
              placeholder="Filter projects"
            />
            <FilterChips
              label="State"
              value={filter.archived ? "archived" : null}
              onChange={(value) =>
                void setFilter({ archived: value !== null || null, offset: null })
              }
              chips={[{ value: "archived", label: "Archived" }]}
            />
          </FilterBar>
          <DataTable
            label="Projects"
            columns={columns}
            rows={projects.data?.items}
            rowId={(project) => project.id}
            rowHref={(project) => `/projects/${project.id}`}
            noMatch={
              filter.archived && !filter.q
                ? "No project is archived."
                : "No project matches this filter."
            }
            paging={{
              offset: filter.offset,
              limit: PROJECTS_PER_PAGE,
              total: projects.data?.total ?? 0,
              onOffsetChange: (offset) => void setFilter({ offset }),
            }}
          />
        </>
      )}
      <CreateProjectDialog
        open={filter.create && canCreate}
        onOpenChange={(open) => void setFilter({ create: open || null })}
      />
    </PageBody>
  );
}
