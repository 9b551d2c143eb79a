"use client";

import type { ColumnDef } from "@tanstack/react-table";
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";

import { DataTable } from "@/components/common/data-table";
import { ErrorState } from "@/components/common/error-state";
import { FilterChips } from "@/components/common/filter-bar";
import { WithInspector } from "@/components/common/inspector";
import { RESULTS_PER_PAGE, useResults, type ResultOrder } from "@/features/evaluations/api";
import { ResultInspector } from "@/features/evaluations/components/result-inspector";
import { expectedOf } from "@/features/evaluations/figures";
import { metricText, metricWords } from "@/features/evaluations/words";
import type { EvaluationResult, EvaluationRun } from "@/lib/api/types";
import { formatDuration } from "@/lib/format";

const ORDERS = ["worst", "ordinal"] as const satisfies ResultOrder[];
const ORDER_LABELS: Record<ResultOrder, string> = { worst: "Worst first", ordinal: "As asked" };

/** "2 of 3 found, first at 4". */
function foundText(result: EvaluationResult): string {
  const expected = expectedOf(result);
  const ranks = expected.flatMap(({ rank }) => (rank === null ? [] : [rank]));
  if (expected.length === 0) return "nothing expected";
  if (ranks.length === 0) return "not found";
  return `${ranks.length} of ${expected.length}, first at ${Math.min(...ranks)}`;
}

function MetricCell({ result, name }: { result: EvaluationResult; name: string }) {
  const value = result.metrics[name];
  if (value === undefined) return <span className="text-muted-foreground">–</span>;
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden className="hidden h-1 w-14 overflow-hidden rounded-full bg-border lg:block">
        <span className="block h-full bg-primary" style={{ width: `${value * 100}%` }} />
      </span>
      <span className="font-mono text-xs">{metricText(name, value)}</span>
    </span>
  );
}

function metricColumn(name: string, className: string): ColumnDef<EvaluationResult> {
  return {
    id: name,
    header: () => <span title={metricWords(name).note}>{metricWords(name).label}</span>,
    cell: ({ row }) => <MetricCell result={row.original} name={name} />,
    meta: { className },
  };
}

const COLUMNS: ColumnDef<EvaluationResult>[] = [
  {
    id: "question",
    header: "Question",
    cell: ({ row: { original: result } }) => (
      <div className="max-w-2xl min-w-0 py-1">
        <p className="line-clamp-2 [overflow-wrap:anywhere]">{result.question.question}</p>
        <p className="text-muted-foreground">{foundText(result)}</p>
      </div>
    ),
    meta: { className: "min-w-48" },
  },
  metricColumn("ndcg@10", "w-24 lg:w-36"),
  metricColumn("mrr", "hidden w-24 lg:w-36 sm:table-cell"),
  metricColumn("recall@10", "hidden w-24 lg:w-36 md:table-cell"),
  {
    id: "ms",
    header: "Time",
    cell: ({ row }) => formatDuration(row.original.ms),
    meta: { className: "hidden w-20 text-right font-mono text-xs md:table-cell" },
  },
];

/** What a run found, question by question, with what was expected beside it. */
export function ResultTable({ run }: { run: EvaluationRun }) {
  const [state, setState] = useQueryStates({
    sort: parseAsStringLiteral(ORDERS).withDefault("worst"),
    offset: parseAsInteger.withDefault(0),
    question: parseAsString,
  });
  const results = useResults(run.id, state, true);
  const chosen = results.data?.items.find(({ question }) => question.id === state.question);
  if (results.error) return <ErrorState error={results.error} onRetry={results.refetch} />;
  return (
    <WithInspector
      label="Question"
      onClose={() => void setState({ question: null })}
      inspector={
        chosen ? (
          <ResultInspector
            key={chosen.question.id}
            result={chosen}
            knowledgeBaseId={run.knowledge_base_id}
            onClose={() => void setState({ question: null })}
          />
        ) : null
      }
    >
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <h2 className="font-medium">Question by question</h2>
        <FilterChips
          label="Order"
          value={state.sort}
          onChange={(sort) => void setState({ sort: sort ?? "worst", offset: 0 })}
          chips={ORDERS.map((value) => ({ value, label: ORDER_LABELS[value] }))}
        />
      </div>
      <DataTable
        label="Results"
        columns={COLUMNS}
        rows={results.data?.items}
        rowId={({ question }) => question.id}
        onRowClick={({ question }) => void setState({ question: question.id })}
        isSelected={({ question }) => question.id === state.question}
        noMatch="This run has no results."
        paging={{
          offset: state.offset,
          limit: RESULTS_PER_PAGE,
          total: results.data?.total ?? 0,
          onOffsetChange: (offset) => void setState({ offset }),
        }}
      />
    </WithInspector>
  );
}
