"use client";

import type { ColumnDef } from "@tanstack/react-table";
import { ListChecks } from "lucide-react";
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { ChoiceSelect } from "@/components/common/choice-select";
import { DataTable } from "@/components/common/data-table";
import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { FilterBar, FilterChips, SearchField } from "@/components/common/filter-bar";
import { WithInspector } from "@/components/common/inspector";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { ReadOnlyNote } from "@/components/common/read-only-note";
import { RelativeTime } from "@/components/common/relative-time";
import { JOBS_PER_PAGE, useJobs, useJobSummary } from "@/features/jobs/api";
import { JobActions } from "@/features/jobs/components/job-actions";
import { JobInspector } from "@/features/jobs/components/job-inspector";
import { JobOverview } from "@/features/jobs/components/job-overview";
import { JobStatus } from "@/features/jobs/components/job-status";
import { useLiveJobs } from "@/features/jobs/live-jobs";
import { totals } from "@/features/jobs/totals";
import { JOB_STATUSES, kindLabel, STATUS_LABELS } from "@/features/jobs/words";
import { useCurrentProject } from "@/features/projects/current-project";
import type { Job, JobSummary } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";

const ANY_KIND = "any";

const columns: ColumnDef<Job>[] = [
  {
    id: "subject",
    header: "On what",
    cell: ({ row: { original: job } }) => (
      <div className="min-w-0 py-1">
        <p className="font-medium [overflow-wrap:anywhere]">{job.subject_name ?? "Gone"}</p>
        <p className="text-muted-foreground">{kindLabel(job.kind)}</p>
        {job.error && (
          <p className="mt-0.5 text-danger" data-testid="job-error">
            {job.error.message} <span className="text-muted-foreground">{job.error.remedy}</span>
          </p>
        )}
      </div>
    ),
    meta: { className: "min-w-40" },
  },
  {
    id: "status",
    header: "State",
    cell: ({ row }) => <JobStatus job={row.original} />,
    meta: { className: "w-32 sm:w-48" },
  },
  {
    id: "project",
    header: "Project",
    cell: ({ row }) => row.original.project?.name ?? "–",
    meta: { className: "hidden max-w-40 truncate lg:table-cell" },
  },
  {
    id: "attempt",
    header: "Attempt",
    cell: ({ row }) => row.original.attempt,
    meta: { className: "hidden w-20 text-right font-mono text-xs md:table-cell" },
  },
  {
    id: "queued",
    header: "Queued",
    cell: ({ row }) => <RelativeTime iso={row.original.created_at} />,
    meta: { className: "hidden w-28 text-muted-foreground sm:table-cell" },
  },
];

const actionColumn: ColumnDef<Job> = {
  id: "actions",
  header: () => <span className="sr-only">Actions</span>,
  cell: ({ row }) => <JobActions job={row.original} inRow />,
  meta: { className: "w-12 text-right whitespace-nowrap" },
};

const MANAGER_COLUMNS = [...columns, actionColumn];

function useJobFilter() {
  return useQueryStates({
    q: parseAsString.withDefault(""),
    status: parseAsStringLiteral(JOB_STATUSES),
    kind: parseAsString,
    offset: parseAsInteger.withDefault(0),
    job: parseAsString,
  });
}

/** All background work of the platform: what waits, runs and has failed, and who does it. */
export function JobBoard() {
  useLiveJobs();
  const canManage = useCan("jobs:manage");
  const project = useCurrentProject();
  const [filter, setFilter] = useJobFilter();
  const jobs = useJobs({ ...filter, projectId: project.id });
  const summary = useJobSummary();
  const chosen = jobs.data?.items.find(({ id }) => id === filter.job);
  const isFiltered = Boolean(filter.q || filter.status || filter.kind || project.id);

  return (
    <PageBody>
      <Breadcrumbs items={[{ label: "Jobs" }]} />
      <PageHeader
        title="Jobs"
        description="Work that goes on in the background. Projects take turns, so a large upload of one does not hold up the others."
      />
      <ReadOnlyNote
        reason={canManage ? null : "You see the board. Administrators retry and cancel jobs."}
      />
      {summary.error && (
        <ErrorState error={summary.error} onRetry={summary.refetch} className="mb-6" />
      )}
      {!summary.error && <JobOverview summary={summary.data} />}
      {jobs.error && <ErrorState error={jobs.error} onRetry={jobs.refetch} />}
      {jobs.data?.total === 0 && !isFiltered && (
        <EmptyState icon={ListChecks} title="No jobs yet">
          Every document that is added becomes a job: it is read, split, embedded and indexed. What
          fails for good stays here until somebody retries it.
        </EmptyState>
      )}
      {!jobs.error && (jobs.data?.total !== 0 || isFiltered) && (
        <WithInspector
          label="Job"
          onClose={() => void setFilter({ job: null })}
          inspector={
            chosen ? (
              <JobInspector job={chosen} onClose={() => void setFilter({ job: null })} />
            ) : null
          }
        >
          <JobFilters filter={filter} summary={summary.data} onChange={setFilter} />
          <DataTable
            label="Jobs"
            columns={canManage ? MANAGER_COLUMNS : columns}
            rows={jobs.data?.items}
            rowId={(job) => job.id}
            onRowClick={(job) => void setFilter({ job: job.id })}
            isSelected={(job) => job.id === filter.job}
            noMatch={
              project.project
                ? `No job of “${project.project.name}” matches this filter.`
                : "No job matches this filter."
            }
            paging={{
              offset: filter.offset,
              limit: JOBS_PER_PAGE,
              total: jobs.data?.total ?? 0,
              onOffsetChange: (offset) => void setFilter({ offset }),
            }}
          />
        </WithInspector>
      )}
    </PageBody>
  );
}

type Filter = ReturnType<typeof useJobFilter>[0];

type JobFiltersProps = {
  filter: Filter;
  summary: JobSummary | undefined;
  onChange: (change: Partial<Filter>) => void;
};

function JobFilters({ filter, summary, onChange }: JobFiltersProps) {
  const counts = summary && totals(summary);
  const kinds = [...new Set([...(summary?.kinds.map(({ kind }) => kind) ?? []), filter.kind])];
  return (
    <FilterBar>
      <SearchField
        value={filter.q}
        onChange={(q) => onChange({ q, offset: 0 })}
        placeholder="Filter by name"
      />
      <ChoiceSelect
        label="Kind"
        value={filter.kind ?? ANY_KIND}
        onChange={(kind) => onChange({ kind: kind === ANY_KIND ? null : kind, offset: 0 })}
        choices={[
          { value: ANY_KIND, label: "All kinds" },
          ...kinds
            .filter((kind) => kind !== null)
            .map((kind) => ({ value: kind, label: kindLabel(kind) })),
        ]}
        className="w-44"
      />
      <FilterChips
        label="State"
        value={filter.status}
        onChange={(status) => onChange({ status, offset: 0 })}
        chips={JOB_STATUSES.map((value) => ({
          value,
          label: STATUS_LABELS[value],
          count: value === "completed" ? undefined : counts?.[value],
        }))}
      />
    </FilterBar>
  );
}
