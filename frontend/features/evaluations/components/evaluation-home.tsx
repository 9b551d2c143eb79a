"use client";

import type { ColumnDef } from "@tanstack/react-table";
import { FlaskConical, Plus } from "lucide-react";
import Link from "next/link";
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
import { FilterBar, SearchField } from "@/components/common/filter-bar";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { ReadOnlyNote } from "@/components/common/read-only-note";
import { RelativeTime } from "@/components/common/relative-time";
import { Button } from "@/components/ui/button";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { RUNS_PER_PAGE, SETS_PER_PAGE, useQuestionSets, useRuns } from "@/features/evaluations/api";
import { CreateSetDialog } from "@/features/evaluations/components/create-set-dialog";
import { RunTable } from "@/features/evaluations/components/run-table";
import { projectColumn } from "@/features/projects/components/project-column";
import { useCreateAccess } from "@/features/projects/create-access";
import { useCurrentProject } from "@/features/projects/current-project";
import type { QuestionSet } from "@/lib/api/types";
import { formatNumber } from "@/lib/format";

const TABS = ["sets", "runs"] as const;

/** Question sets and the runs over them. */
export function EvaluationHome() {
  const access = useCreateAccess("evaluations:write");
  const [state, setState] = useQueryStates({
    tab: parseAsStringLiteral(TABS).withDefault("sets"),
    create: parseAsBoolean.withDefault(false),
  });
  const createButton = access.allowed && (
    <Button
      variant="primary"
      onClick={() => void setState({ create: true })}
      data-testid="open-create-set"
    >
      <Plus /> Create question set
    </Button>
  );
  return (
    <PageBody>
      <Breadcrumbs items={[{ label: "Evaluation" }]} />
      <PageHeader
        title="Evaluation"
        description="Questions whose answers are known, asked again and again: so that you can tell whether a change made your search better."
        actions={createButton}
      />
      <ReadOnlyNote reason={access.reason} />
      <Tabs
        value={state.tab}
        onValueChange={(tab) => void setState({ tab: tab as (typeof TABS)[number] })}
      >
        <TabsList>
          <TabsTrigger value="sets">Question sets</TabsTrigger>
          <TabsTrigger value="runs" data-testid="tab-runs">
            Runs
          </TabsTrigger>
        </TabsList>
        <TabsContent value="sets">
          <SetList />
        </TabsContent>
        <TabsContent value="runs">
          <RunList />
        </TabsContent>
      </Tabs>
      <CreateSetDialog
        open={state.create && access.allowed}
        onOpenChange={(open) => void setState({ create: open || null })}
      />
    </PageBody>
  );
}

const columns: ColumnDef<QuestionSet>[] = [
  {
    id: "name",
    header: "Name",
    cell: ({ row: { original: set } }) => (
      <div className="max-w-xl min-w-0 py-1">
        <p className="font-medium [overflow-wrap:anywhere]">{set.name}</p>
        {set.description && <p className="line-clamp-1 text-muted-foreground">{set.description}</p>}
      </div>
    ),
    meta: { className: "min-w-40" },
  },
  {
    id: "base",
    header: "Knowledge base",
    cell: ({ row }) => <span className="line-clamp-1">{row.original.knowledge_base_name}</span>,
    meta: { className: "hidden max-w-56 sm:table-cell" },
  },
  {
    id: "questions",
    header: "Questions",
    cell: ({ row }) => formatNumber(row.original.question_count),
    meta: { className: "w-24 text-right font-mono text-xs" },
  },
  {
    id: "version",
    header: "Version",
    cell: ({ row }) => row.original.version || "–",
    meta: { className: "hidden w-20 text-right font-mono text-xs md:table-cell" },
  },
  {
    id: "updated",
    header: "Updated",
    cell: ({ row }) => <RelativeTime iso={row.original.updated_at} />,
    meta: { className: "hidden w-28 text-muted-foreground sm:table-cell" },
  },
];

const ALL_PROJECTS_COLUMNS = columns.toSpliced(2, 0, projectColumn<QuestionSet>());

function SetList() {
  const current = useCurrentProject();
  const [filter, setFilter] = useQueryStates({
    q: parseAsString.withDefault(""),
    offset: parseAsInteger.withDefault(0),
  });
  const sets = useQuestionSets({ ...filter, projectId: current.id, limit: SETS_PER_PAGE });
  if (sets.error) return <ErrorState error={sets.error} onRetry={sets.refetch} />;
  if (sets.data?.total === 0 && !filter.q) {
    return (
      <EmptyState icon={FlaskConical} title="No question sets yet">
        A question set holds questions and where their answers stand. Write ten by hand, import a
        file, or let a model make some from your documents; then run it before and after each
        change.
      </EmptyState>
    );
  }
  return (
    <>
      <FilterBar>
        <SearchField
          value={filter.q}
          onChange={(q) => void setFilter({ q: q || null, offset: null })}
          placeholder="Filter question sets"
        />
      </FilterBar>
      <DataTable
        label="Question sets"
        columns={current.id ? columns : ALL_PROJECTS_COLUMNS}
        rows={sets.data?.items}
        rowId={(set) => set.id}
        rowHref={(set) => `/evaluations/sets/${set.id}`}
        noMatch="No question set matches this filter."
        paging={{
          offset: filter.offset,
          limit: SETS_PER_PAGE,
          total: sets.data?.total ?? 0,
          onOffsetChange: (offset) => void setFilter({ offset }),
        }}
      />
    </>
  );
}

function RunList() {
  const current = useCurrentProject();
  const [filter, setFilter] = useQueryStates({ runs: parseAsInteger.withDefault(0) });
  const runs = useRuns({ projectId: current.id, offset: filter.runs, limit: RUNS_PER_PAGE });
  if (runs.error) return <ErrorState error={runs.error} onRetry={runs.refetch} />;
  if (runs.data?.total === 0) {
    return (
      <EmptyState icon={FlaskConical} title="No runs yet">
        A run asks every question of a set and measures what is found. Open a question set and start
        one.
      </EmptyState>
    );
  }
  return (
    <>
      {(runs.data?.total ?? 0) > 1 && (
        <p className="mb-4 text-[13px] text-muted-foreground">
          Open a run to see its questions, or{" "}
          <Link href="/evaluations/compare" className="text-primary-text hover:underline">
            compare two of them
          </Link>
          .
        </p>
      )}
      <RunTable
        runs={runs.data?.items}
        paging={{
          offset: filter.runs,
          limit: RUNS_PER_PAGE,
          total: runs.data?.total ?? 0,
          onOffsetChange: (offset) => void setFilter({ runs: offset }),
        }}
      />
    </>
  );
}
