"use client";

import { CircleAlert } from "lucide-react";

import { RelativeTime } from "@/components/common/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { totals } from "@/features/jobs/totals";
import { kindLabel } from "@/features/jobs/words";
import type { JobSummary, Worker } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import { formatElapsed, formatNumber, plural } from "@/lib/format";

/** The board at a glance: what runs, what waits and how long, and who does the work. */
export function JobOverview({ summary }: { summary: JobSummary | undefined }) {
  if (!summary) return <Skeleton className="mb-6 h-32 w-full" />;
  return (
    <div className="mb-6 divide-y rounded-lg border" data-testid="job-overview">
      <Figures summary={summary} />
      <WorkerList workers={summary.workers} />
    </div>
  );
}

function Figures({ summary }: { summary: JobSummary }) {
  const { running, queued, failed } = totals(summary);
  const wait = summary.oldest_wait_seconds;
  return (
    <dl className="grid grid-cols-2 gap-y-4 px-4 py-3 sm:grid-cols-3 lg:grid-cols-5">
      <Figure label="Running" value={formatNumber(running)} />
      <Figure
        label="Waiting"
        value={formatNumber(queued)}
        note={wait === null ? undefined : `the oldest for ${formatElapsed(wait)}`}
      />
      <Figure
        label="Dead letters"
        value={formatNumber(failed)}
        note={failed > 0 ? "failed for good" : undefined}
        tone={failed > 0 ? "text-danger" : undefined}
      />
      <Figure
        label="Completed in the last hour"
        value={formatNumber(summary.completed_last_hour)}
      />
      <Figure label="Failed in the last hour" value={formatNumber(summary.failed_last_hour)} />
    </dl>
  );
}

type FigureProps = { label: string; value: string; note?: string; tone?: string };

function Figure({ label, value, note, tone }: FigureProps) {
  return (
    <div>
      <dt className="text-xs text-muted-foreground">{label}</dt>
      <dd className={cn("mt-0.5 text-lg font-medium tabular-nums", tone)}>{value}</dd>
      {note && <dd className="text-xs text-muted-foreground">{note}</dd>}
    </div>
  );
}

function WorkerList({ workers }: { workers: Worker[] }) {
  if (workers.length === 0) {
    return (
      <p className="flex items-start gap-2 px-4 py-3 text-[13px] text-danger" role="alert">
        <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
        No worker is alive, so nothing that waits gets done. Start the worker, and look at its log
        if it stops again.
      </p>
    );
  }
  return (
    <ul className="divide-y" aria-label="Workers">
      {workers.map((worker) => (
        <WorkerRow key={worker.name} worker={worker} />
      ))}
    </ul>
  );
}

function WorkerRow({ worker }: { worker: Worker }) {
  const { running, concurrency } = worker;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 text-[13px]">
      <span className="flex items-center gap-2">
        <span aria-hidden className="size-2 rounded-full bg-success" />
        <span className="font-mono text-xs [overflow-wrap:anywhere]">{worker.name}</span>
      </span>
      <span className="text-muted-foreground tabular-nums">
        {running.length} of {plural(concurrency, "thread")} busy
      </span>
      <span className="min-w-0 flex-1 truncate text-muted-foreground">
        {running
          .map((job) => `${kindLabel(job.kind)} “${job.subject_name ?? "gone"}” ${job.percent} %`)
          .join(", ")}
      </span>
      <span className="text-muted-foreground">
        started <RelativeTime iso={worker.started_at} />
      </span>
    </li>
  );
}
