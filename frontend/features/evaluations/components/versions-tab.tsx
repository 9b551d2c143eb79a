"use client";

import type { ColumnDef } from "@tanstack/react-table";

import { DataTable } from "@/components/common/data-table";
import { ErrorState } from "@/components/common/error-state";
import { RelativeTime } from "@/components/common/relative-time";
import { Badge } from "@/components/ui/badge";
import { useVersions } from "@/features/evaluations/api";
import { ORIGINS } from "@/features/evaluations/words";
import type { QuestionSet, QuestionSetVersion } from "@/lib/api/types";
import { formatNumber } from "@/lib/format";

const COLUMNS: ColumnDef<QuestionSetVersion>[] = [
  {
    id: "version",
    header: "Version",
    cell: ({ row }) => row.original.version,
    meta: { className: "w-20 font-mono text-xs" },
  },
  {
    id: "note",
    header: "What changed",
    cell: ({ row }) =>
      row.original.note || <span className="text-muted-foreground">Nothing noted</span>,
    meta: { className: "min-w-36" },
  },
  {
    id: "origin",
    header: "Origin",
    cell: ({ row }) => <Badge>{ORIGINS[row.original.origin]}</Badge>,
    meta: { className: "w-36" },
  },
  {
    id: "questions",
    header: "Questions",
    cell: ({ row }) => formatNumber(row.original.question_count),
    meta: { className: "hidden w-24 text-right font-mono text-xs sm:table-cell" },
  },
  {
    id: "created",
    header: "Saved",
    cell: ({ row }) => <RelativeTime iso={row.original.created_at} />,
    meta: { className: "hidden w-28 text-muted-foreground sm:table-cell" },
  },
];

/** Every version that was written; a click shows its questions. */
export function VersionsTab({ set }: { set: QuestionSet }) {
  const versions = useVersions(set.id);
  if (versions.error) return <ErrorState error={versions.error} onRetry={versions.refetch} />;
  return (
    <DataTable
      label="Versions"
      columns={COLUMNS}
      rows={versions.data?.items}
      rowId={({ version }) => String(version)}
      rowHref={({ version }) => `/evaluations/sets/${set.id}?version=${version}`}
      noMatch="No version yet. The first questions make version 1."
    />
  );
}
