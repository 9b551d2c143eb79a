"use client";

import type { ColumnDef } from "@tanstack/react-table";
import { Plus, UsersRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { parseAsBoolean, parseAsInteger, parseAsString, useQueryStates } from "nuqs";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { DataTable } from "@/components/common/data-table";
import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { FilterBar, SearchField } from "@/components/common/filter-bar";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { RelativeTime } from "@/components/common/relative-time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { GROUPS_PER_PAGE, useGroups } from "@/features/groups/api";
import { CreateGroupDialog } from "@/features/groups/components/group-form";
import type { Group } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";
import { formatNumber } from "@/lib/format";

const columns: ColumnDef<Group>[] = [
  {
    id: "name",
    header: "Name",
    cell: ({ row: { original: group } }) => (
      <div className="max-w-xl min-w-0 py-1">
        <p className="flex flex-wrap items-center gap-2 font-medium [overflow-wrap:anywhere]">
          {group.name}
          {group.is_member && <Badge tone="accent">You are in it</Badge>}
        </p>
        {group.description && (
          <p className="line-clamp-1 text-muted-foreground">{group.description}</p>
        )}
      </div>
    ),
    meta: { className: "min-w-44" },
  },
  {
    id: "members",
    header: "Members",
    cell: ({ row }) => formatNumber(row.original.member_count),
    meta: { className: "w-24 text-right font-mono text-xs" },
  },
  {
    id: "updated",
    header: "Updated",
    cell: ({ row }) => <RelativeTime iso={row.original.updated_at} />,
    meta: { className: "hidden w-32 text-muted-foreground sm:table-cell" },
  },
];

export function GroupList() {
  const router = useRouter();
  const canManage = useCan("groups:manage");
  const [filter, setFilter] = useQueryStates({
    q: parseAsString.withDefault(""),
    offset: parseAsInteger.withDefault(0),
    create: parseAsBoolean.withDefault(false),
  });
  const groups = useGroups({ q: filter.q, offset: filter.offset, limit: GROUPS_PER_PAGE });
  const isEmpty = groups.data?.total === 0 && !filter.q;
  const createButton = canManage && (
    <Button
      variant="primary"
      onClick={() => void setFilter({ create: true })}
      data-testid="open-create-group"
    >
      <Plus /> Create group
    </Button>
  );
  return (
    <PageBody>
      <Breadcrumbs items={[{ label: "Groups" }]} />
      <PageHeader
        title="Groups"
        description="People who are given access together."
        actions={!isEmpty && createButton}
      />
      {groups.error && <ErrorState error={groups.error} onRetry={groups.refetch} />}
      {isEmpty && (
        <EmptyState icon={UsersRound} title="No groups yet" action={createButton}>
          Put people who need the same things into a group, then let the group into projects, share
          deployments with it, or restrict documents to it.
        </EmptyState>
      )}
      {!isEmpty && !groups.error && (
        <>
          <FilterBar>
            <SearchField
              value={filter.q}
              onChange={(q) => void setFilter({ q: q || null, offset: null })}
              placeholder="Filter groups"
            />
          </FilterBar>
          <DataTable
            label="Groups"
            columns={columns}
            rows={groups.data?.items}
            rowId={(group) => group.id}
            rowHref={(group) => `/groups/${group.id}`}
            noMatch="No group matches this filter."
            paging={{
              offset: filter.offset,
              limit: GROUPS_PER_PAGE,
              total: groups.data?.total ?? 0,
              onOffsetChange: (offset) => void setFilter({ offset }),
            }}
          />
        </>
      )}
      <CreateGroupDialog
        open={filter.create && canManage}
        onOpenChange={(open) => void setFilter({ create: open || null })}
        onCreated={(group) => router.push(`/groups/${group.id}`)}
      />
    </PageBody>
  );
}
