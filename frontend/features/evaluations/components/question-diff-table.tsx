"use client";

import type { ColumnDef } from "@tanstack/react-table";
import { ArrowDown, ArrowUp, Equal } from "lucide-react";
import Link from "next/link";
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";

import { DataTable } from "@/components/common/data-table";
import { FilterChips } from "@/components/common/filter-bar";
import { Badge } from "@/components/ui/badge";
import { changeText, metricText, metricWords } from "@/features/evaluations/words";
import type { QuestionDiff, RunDiff } from "@/lib/api/types";
import { formatNumber } from "@/lib/format";

const VERDICTS = ["worse", "better", "same"] as const;
const LOOKS = {
  better: { label: "Better", tone: "success", icon: ArrowUp },
  worse: { label: "Worse", tone: "danger", icon: ArrowDown },
  same: { label: "Same", tone: "neutral", icon: Equal },
} as const;

const ROWS_PER_PAGE = 50;

function Verdict({ verdict }: Pick<QuestionDiff, "verdict">) {
  const { label, tone, icon: Icon } = LOOKS[verdict];
  return (
    <Badge tone={tone} data-testid="verdict" data-verdict={verdict}>
      <Icon aria-hidden /> {label}
    </Badge>
  );
}

function valueColumn(side: "a" | "b", by: string): ColumnDef<QuestionDiff> {
  return {
    id: side,
    header: side === "a" ? "Before" : "After",
    cell: ({ row }) => {
      const value = row.original[side][by];
      return value === undefined ? "–" : metricText(by, value);
    },
    meta: { className: "hidden w-24 text-right font-mono text-xs sm:table-cell" },
  };
}

function columnsOf({ by, a, b }: RunDiff): ColumnDef<QuestionDiff>[] {
  const link = (runId: string, questionId: string, label: string) => (
    <Link
      href={`/evaluations/runs/${runId}?question=${questionId}`}
      className="rounded-sm text-primary-text hover:underline"
    >
      {label}
    </Link>
  );
  return [
    {
      id: "question",
      header: "Question",
      cell: ({ row: { original } }) => (
        <div className="max-w-2xl min-w-0 py-1">
          <p className="[overflow-wrap:anywhere]">{original.question.question}</p>
          <p className="flex gap-3 text-xs">
            {link(a.id, original.question.id, "Before")}
            {link(b.id, original.question.id, "After")}
          </p>
        </div>
      ),
      meta: { className: "min-w-48" },
    },
    valueColumn("a", by),
    valueColumn("b", by),
    {
      id: "change",
      header: "Change",
      cell: ({ row }) => changeText(by, row.original.change),
      meta: { className: "w-24 text-right font-mono text-xs" },
    },
    {
      id: "verdict",
      header: "Verdict",
      cell: ({ row }) => <Verdict verdict={row.original.verdict} />,
      meta: { className: "w-28" },
    },
  ];
}

/** Both runs question by question, the largest losses first. */
export function QuestionDiffTable({ diff }: { diff: RunDiff }) {
  const [filter, setFilter] = useQueryStates({
    verdict: parseAsStringLiteral(VERDICTS),
    offset: parseAsInteger.withDefault(0),
  });
  const columns = useMemo(() => columnsOf(diff), [diff]);
  const matching = diff.questions.filter(
    ({ verdict }) => filter.verdict === null || verdict === filter.verdict,
  );
  const counts = { better: diff.better, worse: diff.worse, same: diff.same };
  return (
    <section aria-label="Questions">
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <h2 className="font-medium">Question by question</h2>
        <span className="text-[13px] text-muted-foreground">by {metricWords(diff.by).label}</span>
        <span className="sm:ml-auto">
          <FilterChips
            label="Verdict"
            value={filter.verdict}
            onChange={(verdict) => void setFilter({ verdict, offset: null })}
            chips={VERDICTS.map((value) => ({
              value,
              label: LOOKS[value].label,
              count: counts[value],
            }))}
          />
        </span>
      </div>
      <DataTable
        label="Questions of both runs"
        columns={columns}
        rows={matching.slice(filter.offset, filter.offset + ROWS_PER_PAGE)}
        rowId={({ question }) => question.id}
        noMatch={`No question is ${filter.verdict ? LOOKS[filter.verdict].label.toLowerCase() : "here"}.`}
        paging={{
          offset: filter.offset,
          limit: ROWS_PER_PAGE,
          total: matching.length,
          onOffsetChange: (offset) => void setFilter({ offset }),
        }}
      />
      <p className="sr-only">
        {formatNumber(counts.better)} better, {formatNumber(counts.worse)} worse,{" "}
        {formatNumber(counts.same)} the same
      </p>
    </section>
  );
}
