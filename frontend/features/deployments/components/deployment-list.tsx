"use client";

import type { ColumnDef } from "@tanstack/react-table";
import { MessageSquare, Plus, Rocket, Split } from "lucide-react";
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
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { DEPLOYMENTS_PER_PAGE, useDeployments } from "@/features/deployments/api";
import { SharedBadge } from "@/features/deployments/components/sharing";
import { projectColumn } from "@/features/projects/components/project-column";
import { useCreateAccess } from "@/features/projects/create-access";
import { useCurrentProject } from "@/features/projects/current-project";
import type { Deployment } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";

const columns: ColumnDef<Deployment>[] = [
  {
    id: "name",
    header: "Name",
    cell: ({ row: { original: deployment } }) => (
      <div className="min-w-0 py-1">
        <p className="flex flex-wrap items-center gap-2 font-medium [overflow-wrap:anywhere]">
          {deployment.name}
          <SharedBadge sharing={deployment.sharing} />
        </p>
        {deployment.description && (
          <p className="line-clamp-1 text-muted-foreground">{deployment.description}</p>
        )}
      </div>
    ),
    meta: { className: "min-w-44" },
  },
  {
    id: "knowledge",
    header: "Knowledge",
    cell: ({ row }) => <KnowledgeCell bases={row.original.knowledge_bases} />,
    meta: { className: "hidden md:table-cell" },
  },
  {
    id: "model",
    header: "Model",
    cell: ({ row }) => row.original.model_name,
    meta: { className: "hidden max-w-44 truncate text-muted-foreground lg:table-cell" },
  },
  {
    id: "version",
    header: "Version",
    cell: ({ row }) => <VersionCell deployment={row.original} />,
    meta: { className: "hidden w-32 md:table-cell" },
  },
  {
    id: "updated",
    header: "Updated",
    cell: ({ row }) => <RelativeTime iso={row.original.updated_at} />,
    meta: { className: "hidden w-32 text-muted-foreground sm:table-cell" },
  },
  {
    id: "chat",
    header: () => <span className="sr-only">Actions</span>,
    cell: ({ row }) => <OpenChatCell deployment={row.original} />,
    meta: { className: "w-28 text-right" },
  },
];

function KnowledgeCell({ bases }: { bases: Deployment["knowledge_bases"] }) {
  if (bases.length === 0) return <span className="text-muted-foreground">None</span>;
  return (
    <span className="flex flex-wrap gap-1">
      {bases.slice(0, 2).map((base) => (
        <Badge key={base.id} className="max-w-44">
          <span className="truncate">{base.name}</span>
        </Badge>
      ))}
      {bases.length > 2 && <Badge>+{bases.length - 2}</Badge>}
    </span>
  );
}

function VersionCell({ deployment: { version, candidate } }: { deployment: Deployment }) {
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <span className="font-mono text-xs">{version}</span>
      {candidate && (
        <Badge tone="info" title={`Version ${candidate.number} is on trial`}>
          <Split aria-hidden /> {candidate.number}: {candidate.percent} %
        </Badge>
      )}
    </span>
  );
}

function OpenChatCell({ deployment }: { deployment: Deployment }) {
  if (!useCan("chat:use")) return null;
  return (
    <Button asChild size="sm">
      <Link href={`/chat?deployment=${deployment.id}`}>
        <MessageSquare /> Chat
      </Link>
    </Button>
  );
}

const ALL_PROJECTS_COLUMNS = columns.toSpliced(1, 0, projectColumn<Deployment>());

export function DeploymentList() {
  const access = useCreateAccess("deployments:write");
  const current = useCurrentProject();
  const [filter, setFilter] = useQueryStates({
    q: parseAsString.withDefault(""),
    offset: parseAsInteger.withDefault(0),
  });
  const deployments = useDeployments({
    q: filter.q,
    offset: filter.offset,
    projectId: current.id,
    limit: DEPLOYMENTS_PER_PAGE,
  });
  const isEmpty = deployments.data?.total === 0 && !filter.q;
  const createButton = access.allowed && (
    <Button asChild variant="primary">
      <Link href="/deployments/new" data-testid="open-create-deployment">
        <Plus /> Create deployment
      </Link>
    </Button>
  );
  return (
    <PageBody>
      <Breadcrumbs items={[{ label: "Deployments" }]} />
      <PageHeader
        title="Deployments"
        description="A model, the knowledge it answers from, and how it should behave."
        actions={!isEmpty && createButton}
      />
      <ReadOnlyNote reason={access.reason} />
      {deployments.error && <ErrorState error={deployments.error} onRetry={deployments.refetch} />}
      {isEmpty && (
        <EmptyState icon={Rocket} title="No deployments yet" action={createButton}>
          A deployment is an assistant people can ask: it joins a model with your knowledge bases.
          It can be used in the chat and over the API.
        </EmptyState>
      )}
      {!isEmpty && !deployments.error && (
        <>
          <FilterBar>
            <SearchField
              value={filter.q}
              onChange={(q) => void setFilter({ q: q || null, offset: null })}
              placeholder="Filter deployments"
            />
          </FilterBar>
          <DataTable
            label="Deployments"
            columns={current.id ? columns : ALL_PROJECTS_COLUMNS}
            rows={deployments.data?.items}
            rowId={(deployment) => deployment.id}
            rowHref={(deployment) => `/deployments/${deployment.id}`}
            noMatch="No deployment matches this filter."
            paging={{
              offset: filter.offset,
              limit: DEPLOYMENTS_PER_PAGE,
              total: deployments.data?.total ?? 0,
              onOffsetChange: (offset) => void setFilter({ offset }),
            }}
          />
        </>
      )}
    </PageBody>
  );
}
