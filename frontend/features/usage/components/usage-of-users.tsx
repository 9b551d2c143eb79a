"use client";

import type { ColumnDef } from "@tanstack/react-table";
import { parseAsInteger, parseAsString, useQueryStates } from "nuqs";

import { DataTable } from "@/components/common/data-table";
import { ErrorState } from "@/components/common/error-state";
import { FilterBar, SearchField } from "@/components/common/filter-bar";
import { Person } from "@/components/common/person";
import { Progress } from "@/components/ui/progress";
import { USERS_PER_PAGE, useUsageOfUsers } from "@/features/usage/api";
import { toneOf } from "@/features/usage/meters";
import type { UserUsage } from "@/lib/api/types";
import { formatNumber } from "@/lib/format";
import { TIERS } from "@/lib/roles";

const WARNING_PERCENT = 80;

const columns: ColumnDef<UserUsage>[] = [
  {
    id: "user",
    header: "User",
    cell: ({ row }) => <Person person={row.original.user} />,
    meta: { className: "min-w-36" },
  },
  {
    id: "tier",
    header: "Tier",
    cell: ({ row }) => TIERS[row.original.tier],
    meta: { className: "hidden w-28 sm:table-cell" },
  },
  {
    id: "requests",
    header: "Requests",
    cell: ({ row }) => formatNumber(row.original.requests),
    meta: { className: "hidden w-24 text-right font-mono text-xs md:table-cell" },
  },
  {
    id: "prompt",
    header: "Tokens in",
    cell: ({ row }) => formatNumber(row.original.prompt_tokens),
    meta: { className: "hidden w-28 text-right font-mono text-xs md:table-cell" },
  },
  {
    id: "completion",
    header: "Tokens out",
    cell: ({ row }) => formatNumber(row.original.completion_tokens),
    meta: { className: "w-28 text-right font-mono text-xs" },
  },
  {
    id: "percent",
    header: "Of the limit",
    cell: ({ row }) => <LimitShare percent={row.original.percent} />,
    meta: { className: "w-28 sm:w-36" },
  },
];

function LimitShare({ percent }: { percent: number | null }) {
  if (percent === null) return <span className="text-muted-foreground">No limit</span>;
  return (
    <span className="flex items-center gap-2">
      <Progress
        value={percent}
        label="Share of the token limit"
        tone={toneOf({ percent, warning: percent >= WARNING_PERCENT })}
        className="hidden w-16 sm:block"
      />
      <span className="font-mono text-xs">{Math.round(percent)} %</span>
    </span>
  );
}

/** Who used how much this month, most first. */
export function UsageOfUsers() {
  const [filter, setFilter] = useQueryStates({
    q: parseAsString.withDefault(""),
    offset: parseAsInteger.withDefault(0),
  });
  const users = useUsageOfUsers(filter);
  if (users.error) return <ErrorState error={users.error} onRetry={users.refetch} />;
  return (
    <>
      <FilterBar>
        <SearchField
          value={filter.q}
          onChange={(q) => void setFilter({ q: q || null, offset: null })}
          placeholder="Name or email"
        />
      </FilterBar>
      <DataTable
        label="Usage of everybody"
        columns={columns}
        rows={users.data?.items}
        rowId={({ user }) => user.id}
        noMatch={filter.q ? "Nobody matches this filter." : "Nobody has used anything this month."}
        paging={{
          offset: filter.offset,
          limit: USERS_PER_PAGE,
          total: users.data?.total ?? 0,
          onOffsetChange: (offset) => void setFilter({ offset }),
        }}
      />
    </>
  );
}
