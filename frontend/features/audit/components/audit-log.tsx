"use client";

import type { ColumnDef } from "@tanstack/react-table";
import { ScrollText, X } from "lucide-react";
import { parseAsInteger, parseAsString, useQueryStates } from "nuqs";
import { useState } from "react";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { CopyableId } from "@/components/common/copy-button";
import { DataTable } from "@/components/common/data-table";
import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { FactList } from "@/components/common/facts";
import { FilterBar, FilterChips, SearchField } from "@/components/common/filter-bar";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { RelativeTime } from "@/components/common/relative-time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { LOGS_PER_PAGE, useAuditLogs } from "@/features/audit/api";
import type { AuditLog as Entry } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import { formatExact } from "@/lib/format";

function Outcome({ outcome }: { outcome: string }) {
  return <Badge tone={outcome === "success" ? "success" : "danger"}>{outcome}</Badge>;
}

const columns: ColumnDef<Entry>[] = [
  {
    id: "time",
    header: "When",
    cell: ({ row }) => <RelativeTime iso={row.original.created_at} />,
    meta: { className: "w-32 text-muted-foreground" },
  },
  {
    id: "user",
    header: "Who",
    cell: ({ row }) => row.original.user_email ?? "System",
    meta: { className: "hidden max-w-56 truncate sm:table-cell" },
  },
  {
    id: "action",
    header: "Action",
    cell: ({ row }) => <span className="font-mono text-xs">{row.original.action}</span>,
  },
  {
    id: "resource",
    header: "On what",
    cell: ({ row: { original: entry } }) => (
      <span className="flex items-center gap-2">
        {entry.resource_type.replaceAll("_", " ")}
        {entry.resource_id && <CopyableId id={entry.resource_id} />}
      </span>
    ),
    meta: { className: "hidden md:table-cell" },
  },
  {
    id: "ip",
    header: "From",
    cell: ({ row }) => row.original.ip_address ?? "–",
    meta: { className: "hidden w-32 font-mono text-xs text-muted-foreground lg:table-cell" },
  },
  {
    id: "outcome",
    header: "Outcome",
    cell: ({ row }) => <Outcome outcome={row.original.outcome} />,
    meta: { className: "w-28" },
  },
];

/** Who did what, on what, when and from where. */
export function AuditLog() {
  const [filter, setFilter] = useQueryStates({
    action: parseAsString.withDefault(""),
    user: parseAsString,
    offset: parseAsInteger.withDefault(0),
  });
  const [chosen, setChosen] = useState<Entry | null>(null);
  const logs = useAuditLogs({
    action: filter.action,
    userId: filter.user,
    offset: filter.offset,
  });
  const isEmpty = logs.data?.total === 0 && !filter.action && !filter.user;

  return (
    <PageBody>
      <Breadcrumbs items={[{ label: "Audit" }]} />
      <PageHeader title="Audit" description="Every change, with who made it and from where." />
      {logs.error && <ErrorState error={logs.error} onRetry={logs.refetch} />}
      {isEmpty && (
        <EmptyState icon={ScrollText} title="Nothing recorded yet">
          Sign-ins and changes are written down here as they happen, and stay.
        </EmptyState>
      )}
      {!isEmpty && !logs.error && (
        <div
          className={cn(
            "grid grid-cols-1 items-start gap-6",
            chosen && "lg:grid-cols-[minmax(0,1fr)_22rem]",
          )}
        >
          <div className="min-w-0">
            <FilterBar>
              <SearchField
                value={filter.action}
                onChange={(action) => void setFilter({ action: action || null, offset: null })}
                placeholder="Action, e.g. user.signed_in"
              />
              {filter.user && (
                <FilterChips
                  label="User"
                  value={filter.user}
                  onChange={() => void setFilter({ user: null, offset: null })}
                  chips={[{ value: filter.user, label: `User ${filter.user.slice(0, 8)}` }]}
                />
              )}
            </FilterBar>
            <DataTable
              label="Audit log"
              columns={columns}
              rows={logs.data?.items}
              rowId={(entry) => entry.id}
              onRowClick={setChosen}
              isSelected={(entry) => entry.id === chosen?.id}
              noMatch="No entry has exactly this action."
              paging={{
                offset: filter.offset,
                limit: LOGS_PER_PAGE,
                total: logs.data?.total ?? 0,
                onOffsetChange: (offset) => void setFilter({ offset }),
              }}
            />
          </div>
          {chosen && (
            <EntryInspector
              entry={chosen}
              onClose={() => setChosen(null)}
              onFilter={(change) => void setFilter({ ...change, offset: null })}
            />
          )}
        </div>
      )}
    </PageBody>
  );
}

type EntryInspectorProps = {
  entry: Entry;
  onClose: () => void;
  onFilter: (change: { user: string } | { action: string }) => void;
};

function EntryInspector({ entry, onClose, onFilter }: EntryInspectorProps) {
  return (
    <section aria-label="Entry" className="rounded-lg border">
      <header className="flex items-center justify-between border-b py-2 pr-2 pl-4">
        <h2 className="font-mono text-[13px] font-medium">{entry.action}</h2>
        <Button variant="ghost" size="icon-sm" aria-label="Close" onClick={onClose}>
          <X />
        </Button>
      </header>
      <div className="px-4 py-2">
        <FactList facts={entryFacts(entry)} />
        {Object.keys(entry.details).length > 0 && (
          <pre className="my-2 overflow-x-auto rounded-lg border bg-surface p-3 font-mono text-xs">
            {JSON.stringify(entry.details, null, 2)}
          </pre>
        )}
        <div className="flex flex-wrap gap-2 py-2">
          <Button size="sm" onClick={() => onFilter({ action: entry.action })}>
            Same action
          </Button>
          {entry.user_id && (
            <Button size="sm" onClick={() => onFilter({ user: entry.user_id ?? "" })}>
              Same user
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}

function entryFacts(entry: Entry) {
  return [
    { label: "When", value: formatExact(entry.created_at) },
    { label: "Who", value: entry.user_email ?? "System" },
    { label: "Outcome", value: <Outcome outcome={entry.outcome} /> },
    { label: "On what", value: entry.resource_type.replaceAll("_", " ") },
    { label: "Its id", value: entry.resource_id ? <CopyableId id={entry.resource_id} /> : "–" },
    { label: "From", value: entry.ip_address ?? "–" },
    { label: "Request", value: entry.request_id ? <CopyableId id={entry.request_id} /> : "–" },
  ];
}
