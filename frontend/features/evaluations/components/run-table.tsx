"use client";

import type { ColumnDef } from "@tanstack/react-table";

import { DataTable, type Paging } from "@/components/common/data-table";
import { RelativeTime } from "@/components/common/relative-time";
import { Progress } from "@/components/ui/progress";
import { isActiveRun } from "@/features/evaluations/api";
import { IntervalBar } from "@/features/evaluations/components/interval-bar";
import { RunState } from "@/features/evaluations/components/run-state";
import { headline, metricExtent } from "@/features/evaluations/figures";
import { metricText, metricWords } from "@/features/evaluations/words";
import { overridesBetween, DEFAULT_RETRIEVAL } from "@/features/retrieval/profile";
import { overridesText } from "@/features/retrieval/words";
import type { EvaluationRun } from "@/lib/api/types";

function Headline({ run }: { run: EvaluationRun }) {
  const metric = headline(run.metrics);
  if (!metric) return <span className="text-muted-foreground">–</span>;
  return (
    <span className="flex items-center gap-2" title={metricWords(metric.name).note}>
      <IntervalBar extent={metricExtent(metric)} className="hidden w-24 lg:block" />
      <span className="font-mono text-xs">{metricText(metric.name, metric.value)}</span>
      <span className="text-xs text-muted-foreground">{metricWords(metric.name).label}</span>
    </span>
  );
}

const nameColumn: ColumnDef<EvaluationRun> = {
  id: "name",
  header: "Run",
  cell: ({ row: { original: run } }) => (
    <div className="min-w-0 py-1">
      <p className="font-medium [overflow-wrap:anywhere]">{run.name}</p>
      <p className="line-clamp-1 text-muted-foreground">
        {overridesText(overridesBetween(DEFAULT_RETRIEVAL, run.profile)) || "Default settings"}
      </p>
    </div>
  ),
  meta: { className: "min-w-40" },
};

const setColumn: ColumnDef<EvaluationRun> = {
  id: "set",
  header: "Question set",
  cell: ({ row: { original: run } }) => (
    <span className="line-clamp-2 [overflow-wrap:anywhere]">
      {run.question_set_name} <span className="text-muted-foreground">v{run.version}</span>
    </span>
  ),
  meta: { className: "hidden max-w-56 md:table-cell" },
};

const versionColumn: ColumnDef<EvaluationRun> = {
  id: "version",
  header: "Version",
  cell: ({ row }) => row.original.version,
  meta: { className: "hidden w-20 text-right font-mono text-xs md:table-cell" },
};

const otherColumns: ColumnDef<EvaluationRun>[] = [
  {
    id: "state",
    header: "State",
    cell: ({ row: { original: run } }) => (
      <span className="grid gap-1">
        <RunState run={run} />
        {isActiveRun(run) && (
          <Progress value={run.progress.percent} label={`Run ${run.name}`} className="w-24" />
        )}
      </span>
    ),
    meta: { className: "w-32" },
  },
  {
    id: "metric",
    header: "Result",
    cell: ({ row }) => <Headline run={row.original} />,
    meta: { className: "w-36 lg:w-60" },
  },
  {
    id: "created",
    header: "Started",
    cell: ({ row }) => <RelativeTime iso={row.original.created_at} />,
    meta: { className: "hidden w-28 text-muted-foreground sm:table-cell" },
  },
];

const COLUMNS = [nameColumn, setColumn, ...otherColumns];
const COLUMNS_OF_SET = [nameColumn, versionColumn, ...otherColumns];

type RunTableProps = {
  runs: EvaluationRun[] | undefined;
  /** All are of one set, which need not be named. */
  ofOneSet?: boolean;
  paging?: Paging;
};

/** Runs with their state and the figure that says most. */
export function RunTable({ runs, ofOneSet, paging }: RunTableProps) {
  return (
    <DataTable
      label="Runs"
      columns={ofOneSet ? COLUMNS_OF_SET : COLUMNS}
      rows={runs}
      rowId={(run) => run.id}
      rowHref={(run) => `/evaluations/runs/${run.id}`}
      noMatch="No run matches this filter."
      paging={paging}
    />
  );
}
