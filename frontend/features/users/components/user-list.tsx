"use client";

import type { ColumnDef } from "@tanstack/react-table";
import { UserPlus, UserRound } from "lucide-react";
import {
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from "nuqs";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { DataTable } from "@/components/common/data-table";
import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { FilterBar, FilterChips, SearchField } from "@/components/common/filter-bar";
import { WithInspector } from "@/components/common/inspector";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { Person } from "@/components/common/person";
import { RelativeTime } from "@/components/common/relative-time";
import { Button } from "@/components/ui/button";
import { USERS_PER_PAGE, useUser, useUsers } from "@/features/users/api";
import { InviteDialog } from "@/features/users/components/invite-dialog";
import { UserInspector } from "@/features/users/components/user-inspector";
import { UserState } from "@/features/users/components/user-state";
import type { UserAdmin } from "@/lib/api/types";
import { ROLE_NAMES, ROLES, TIERS } from "@/lib/roles";

const STATES = ["active", "suspended"] as const;

const columns: ColumnDef<UserAdmin>[] = [
  {
    id: "name",
    header: "Name",
    cell: ({ row }) => <Person person={row.original} />,
    meta: { className: "min-w-40" },
  },
  {
    id: "role",
    header: "Role",
    cell: ({ row }) => ROLES[row.original.role].label,
    meta: { className: "hidden w-28 sm:table-cell" },
  },
  {
    id: "state",
    header: "State",
    cell: ({ row }) => <UserState user={row.original} />,
    meta: { className: "w-28" },
  },
  {
    id: "tier",
    header: "Tier",
    cell: ({ row }) => TIERS[row.original.tier],
    meta: { className: "hidden w-28 md:table-cell" },
  },
  {
    id: "seen",
    header: "Last sign-in",
    cell: ({ row: { original: user } }) =>
      user.last_sign_in_at ? <RelativeTime iso={user.last_sign_in_at} /> : "Never",
    meta: { className: "hidden w-32 text-muted-foreground md:table-cell" },
  },
];

/** Everybody with an account, and what they may do. */
export function UserList() {
  const [filter, setFilter] = useQueryStates({
    q: parseAsString.withDefault(""),
    role: parseAsStringLiteral(ROLE_NAMES),
    state: parseAsStringLiteral(STATES),
    offset: parseAsInteger.withDefault(0),
    user: parseAsString,
    invite: parseAsBoolean.withDefault(false),
  });
  const users = useUsers(filter);
  const listed = users.data?.items.find(({ id }) => id === filter.user);
  const fetched = useUser(listed ? null : filter.user);
  const chosen = listed ?? (filter.user ? fetched.data : undefined);
  const isFiltered = Boolean(filter.q || filter.role || filter.state);
  const isEmpty = users.data?.total === 0 && !isFiltered;
  const inviteButton = (
    <Button
      variant="primary"
      onClick={() => void setFilter({ invite: true })}
      data-testid="open-invite"
    >
      <UserPlus /> Invite user
    </Button>
  );

  return (
    <PageBody>
      <Breadcrumbs items={[{ label: "Users" }]} />
      <PageHeader
        title="Users"
        description="Who has an account, and what their role allows."
        actions={!isEmpty && inviteButton}
      />
      {users.error && <ErrorState error={users.error} onRetry={users.refetch} />}
      {isEmpty && (
        <EmptyState icon={UserRound} title="Nobody here yet" action={inviteButton}>
          Invite the people who are to build or ask.
        </EmptyState>
      )}
      {!isEmpty && !users.error && (
        <WithInspector
          label="User"
          onClose={() => void setFilter({ user: null })}
          inspector={
            chosen ? (
              <UserInspector
                key={chosen.id}
                user={chosen}
                onClose={() => void setFilter({ user: null })}
              />
            ) : null
          }
        >
          <FilterBar>
            <SearchField
              value={filter.q}
              onChange={(q) => void setFilter({ q: q || null, offset: null })}
              placeholder="Name or email"
            />
            <FilterChips
              label="State"
              value={filter.state}
              onChange={(state) => void setFilter({ state, offset: null })}
              chips={[
                { value: "active", label: "Active" },
                { value: "suspended", label: "Suspended" },
              ]}
            />
            <FilterChips
              label="Role"
              value={filter.role}
              onChange={(role) => void setFilter({ role, offset: null })}
              chips={ROLE_NAMES.map((value) => ({ value, label: ROLES[value].label }))}
            />
          </FilterBar>
          <DataTable
            label="Users"
            columns={columns}
            rows={users.data?.items}
            rowId={(user) => user.id}
            onRowClick={(user) => void setFilter({ user: user.id })}
            isSelected={(user) => user.id === filter.user}
            noMatch="Nobody matches this filter."
            paging={{
              offset: filter.offset,
              limit: USERS_PER_PAGE,
              total: users.data?.total ?? 0,
              onOffsetChange: (offset) => void setFilter({ offset }),
            }}
          />
        </WithInspector>
      )}
      <InviteDialog
        open={filter.invite}
        onOpenChange={(open) => void setFilter({ invite: open || null })}
      />
    </PageBody>
  );
}
