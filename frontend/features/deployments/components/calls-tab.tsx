"use client";

import type { ColumnDef } from "@tanstack/react-table";
import { Code, SquareTerminal } from "lucide-react";
import Link from "next/link";
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";

import { DataTable } from "@/components/common/data-table";
import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { FilterBar, FilterChips } from "@/components/common/filter-bar";
import { RelativeTime } from "@/components/common/relative-time";
import { Button } from "@/components/ui/button";
import {
  CALL_ENDS,
  callerText,
  callHref,
  STATUS_LABELS,
  timeText,
  tokensText,
  VIA_LABELS,
} from "@/features/deployments/call-words";
import { CALLS_PER_PAGE, useCalls } from "@/features/deployments/calls-api";
import { CallStatusBadge } from "@/features/deployments/components/call-status";
import type { Call, Deployment } from "@/lib/api/types";

const FIGURE = "whitespace-nowrap text-right font-mono text-xs";

const COLUMNS: ColumnDef<Call>[] = [
  {
    id: "key",
    header: "Key",
    cell: ({ row }) => callerText(row.original),
    meta: { className: "hidden max-w-40 truncate lg:table-cell" },
  },
  {
    id: "via",
    header: "Via",
    cell: ({ row }) => VIA_LABELS[row.original.via],
    meta: { className: "hidden w-16 font-mono text-xs xl:table-cell" },
  },
  {
    id: "version",
    header: "Version",
    cell: ({ row }) => row.original.version ?? "–",
    meta: { className: `hidden w-20 xl:table-cell ${FIGURE}` },
  },
  {
    id: "status",
    header: "Status",
    cell: ({ row }) => <StatusCell call={row.original} />,
    meta: { className: "w-32" },
  },
  {
    id: "tokens",
    header: () => <span title="Prompt + answer">Tokens</span>,
    cell: ({ row }) => tokensText(row.original.tokens),
    meta: { className: `hidden w-28 xl:table-cell ${FIGURE}` },
  },
  {
    id: "first",
    header: "First token",
    cell: ({ row }) => timeText(row.original.timings?.first_token_ms),
    meta: { className: `hidden w-24 xl:table-cell ${FIGURE}` },
  },
  {
    id: "total",
    header: "Total",
    cell: ({ row }) => timeText(row.original.timings?.total_ms),
    meta: { className: `hidden w-24 lg:table-cell ${FIGURE}` },
  },
];

function columnsOf(deploymentId: string): ColumnDef<Call>[] {
  return [
    {
      id: "when",
      header: "When",
      cell: ({ row }) => <RelativeTime iso={row.original.created_at} />,
      meta: { className: "w-28 text-muted-foreground max-sm:w-20" },
    },
    {
      id: "question",
      header: "Asked",
      cell: ({ row }) => <QuestionCell call={row.original} deploymentId={deploymentId} />,
      // Takes what the others leave, and no more.
      meta: { className: "w-full min-w-32 max-w-0" },
    },
    ...COLUMNS,
  ];
}

function QuestionCell({ call, deploymentId }: { call: Call; deploymentId: string }) {
  return (
    <Link
      href={callHref(deploymentId, call.id)}
      title={call.question}
      className="block truncate rounded-sm font-medium hover:underline"
    >
      {call.question.trim() || "No question"}
    </Link>
  );
}

function StatusCell({ call: { status, error_code: code } }: { call: Call }) {
  return (
    <>
      <CallStatusBadge status={status} />
      {code && (
        <span
          title={code}
          className="mt-0.5 block max-w-36 truncate font-mono text-xs text-muted-foreground max-sm:max-w-24"
        >
          {code}
        </span>
      )}
    </>
  );
}

const ALL = "all";

const STATUS_CHIPS = [
  { value: ALL, label: "All" },
  ...CALL_ENDS.map((value) => ({ value, label: STATUS_LABELS[value] })),
];

/** What the reader's programs asked, the latest first; a click opens one with how it was answered. */
export function CallsTab({ deployment: { id } }: { deployment: Deployment }) {
  const [{ status, offset }, setFilter] = useQueryStates({
    status: parseAsStringLiteral(CALL_ENDS),
    offset: parseAsInteger.withDefault(0),
  });
  const calls = useCalls(id, { status, offset });
  const columns = useMemo(() => columnsOf(id), [id]);
  // Not by the rows of another filter, which stay until the new ones are here.
  const isEmpty = calls.data?.total === 0 && !status && !calls.isPlaceholderData;
  return (
    <>
      <RetentionNote />
      {calls.error && <ErrorState error={calls.error} onRetry={calls.refetch} />}
      {!calls.error && isEmpty && <NoCalls deploymentId={id} />}
      {!calls.error && !isEmpty && (
        <>
          <FilterBar>
            <FilterChips
              label="Status"
              chips={STATUS_CHIPS}
              value={status ?? ALL}
              onChange={(chosen) =>
                void setFilter({
                  status: CALL_ENDS.find((end) => end === chosen) ?? null,
                  offset: null,
                })
              }
            />
          </FilterBar>
          <DataTable
            label="Calls"
            columns={columns}
            rows={calls.data?.items}
            rowId={(call) => call.id}
            rowHref={(call) => callHref(id, call.id)}
            noMatch="None of your calls ended like this."
            paging={{
              offset,
              limit: CALLS_PER_PAGE,
              total: calls.data?.total ?? 0,
              onOffsetChange: (next) => void setFilter({ offset: next || null }),
            }}
          />
        </>
      )}
    </>
  );
}

function RetentionNote() {
  return (
    <p className="mb-4 max-w-2xl text-[13px] text-muted-foreground">
      Calls that you and your keys made, shown to nobody else and kept for as many days as{" "}
      <code className="font-mono text-xs">CALL_RETENTION_DAYS</code> says; 0 keeps none.
    </p>
  );
}

function NoCalls({ deploymentId }: { deploymentId: string }) {
  return (
    <EmptyState
      icon={SquareTerminal}
      title="No calls yet"
      action={
        <Button asChild variant="primary">
          <Link href={`/deployments/${deploymentId}?tab=use`}>
            <Code /> Show the code to paste
          </Link>
        </Button>
      }
    >
      Each question that a program of yours asks stands here, with its answer and how it was made.
    </EmptyState>
  );
}
