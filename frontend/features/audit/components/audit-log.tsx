"use client";

import type { ColumnDef } from "@tanstack/react-table";
import { Download, ScrollText } from "lucide-react";
import { Fragment, useState } from "react";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { CopyableId } from "@/components/common/copy-button";
import { DataTable } from "@/components/common/data-table";
import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { WithInspector } from "@/components/common/inspector";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { RelativeTime } from "@/components/common/relative-time";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { LOGS_PER_PAGE, useAuditLogs, useExportAudit } from "@/features/audit/api";
import { AuditFilters } from "@/features/audit/components/audit-filters";
import { ChainCheck } from "@/features/audit/components/chain-check";
import { EntryInspector } from "@/features/audit/components/entry-inspector";
import { OutcomeBadge } from "@/features/audit/components/outcome-badge";
import { isFiltered, useAuditFilter, type AuditFilter } from "@/features/audit/filter";
import type { AuditLog as Entry } from "@/lib/api/types";

const columns: ColumnDef<Entry>[] = [
  {
    id: "time",
    header: "When",
    cell: ({ row }) => <RelativeTime iso={row.original.created_at} />,
    meta: { className: "w-28 text-muted-foreground" },
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
    cell: ({ row }) => (
      <span className="font-mono text-xs [overflow-wrap:anywhere]">
        <Breakable text={row.original.action} />
      </span>
    ),
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
    meta: { className: "hidden w-32 font-mono text-xs text-muted-foreground xl:table-cell" },
  },
  {
    id: "outcome",
    header: "Outcome",
    cell: ({ row }) => <OutcomeBadge outcome={row.original.outcome} />,
    meta: { className: "w-28" },
  },
];

/** Lets a line end behind a dot or an underscore rather than within a word. */
function Breakable({ text }: { text: string }) {
  return text.split(/(?<=[._])/).map((part, index) => (
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ));
}

/** Beside an open entry, which tells the address too, there is less room. */
const NARROW_COLUMNS = columns.filter(({ id }) => id !== "ip");

/** Who did what, on what, when and from where; and whether nobody has touched the record. */
export function AuditLog() {
  const [filter, setFilter] = useAuditFilter();
  const [chosen, setChosen] = useState<Entry | null>(null);
  const logs = useAuditLogs(filter);
  const isEmpty = logs.data?.total === 0 && !isFiltered(filter);

  return (
    <PageBody>
      <Breadcrumbs items={[{ label: "Audit" }]} />
      <PageHeader
        title="Audit"
        description="Every change and every refusal, with who, when and from where. Entries are chained: none can be changed or removed unnoticed."
        actions={!isEmpty && <ExportMenu filter={filter} />}
      />
      {!isEmpty && <ChainCheck />}
      {logs.error && <ErrorState error={logs.error} onRetry={logs.refetch} className="mb-4" />}
      {isEmpty && (
        <EmptyState icon={ScrollText} title="Nothing recorded yet">
          Sign-ins and changes are written down here as they happen, and stay.
        </EmptyState>
      )}
      {!isEmpty && (
        <>
          <AuditFilters filter={filter} onChange={setFilter} />
          <WithInspector
            label="Entry"
            onClose={() => setChosen(null)}
            inspector={
              chosen ? (
                <EntryInspector
                  entry={chosen}
                  onClose={() => setChosen(null)}
                  onFilter={setFilter}
                />
              ) : null
            }
          >
            {!logs.error && (
              <DataTable
                label="Audit log"
                columns={chosen ? NARROW_COLUMNS : columns}
                rows={logs.data?.items}
                rowId={(entry) => entry.id}
                onRowClick={setChosen}
                isSelected={(entry) => entry.id === chosen?.id}
                noMatch="No entry matches this filter."
                paging={{
                  offset: filter.offset,
                  limit: LOGS_PER_PAGE,
                  total: logs.data?.total ?? 0,
                  onOffsetChange: (offset) => setFilter({ offset }),
                }}
              />
            )}
          </WithInspector>
        </>
      )}
    </PageBody>
  );
}

function ExportMenu({ filter }: { filter: AuditFilter }) {
  const run = useExportAudit(filter);
  return (
    <>
      {run.error && <ErrorState error={run.error} className="py-2" />}
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button pending={run.isPending} data-testid="export-audit">
            {!run.isPending && <Download />} Export
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={() => run.mutate("csv")}>
            {isFiltered(filter) ? "What is filtered, as CSV" : "Everything, as CSV"}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => run.mutate("json")}>
            {isFiltered(filter) ? "What is filtered, as JSON" : "Everything, as JSON"}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
    </>
  );
}
