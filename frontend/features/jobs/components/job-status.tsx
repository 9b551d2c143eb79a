import { Ban, CircleAlert, CircleCheck, Clock } from "lucide-react";

import { Badge } from "@/components/ui/badge";
import { Progress } from "@/components/ui/progress";
import { STATUS_LABELS, stageLabel } from "@/features/jobs/words";
import type { Job } from "@/lib/api/types";
import { formatRemaining } from "@/lib/format";

/** Where a job stands, in a word and an icon; stage, percent and time while it runs. */
export function JobStatus({ job }: { job: Job }) {
  return (
    <div data-testid="job-status" data-status={job.status}>
      <StatusContent job={job} />
    </div>
  );
}

function RunningStatus({ job }: { job: Job }) {
  return (
    <div className="w-28 sm:w-40">
      <p className="flex justify-between gap-2 text-xs text-info">
        <span className="truncate">{job.cancel_requested ? "Stopping" : stageLabel(job)}</span>
        <span className="font-mono tabular-nums">{job.percent} %</span>
      </p>
      <Progress value={job.percent} label={`Progress of ${job.subject_name}`} className="mt-1" />
      {job.eta_seconds !== null && (
        <p className="mt-0.5 text-xs text-muted-foreground">{formatRemaining(job.eta_seconds)}</p>
      )}
    </div>
  );
}

function StatusContent({ job }: { job: Job }) {
  const label = STATUS_LABELS[job.status];
  switch (job.status) {
    case "running":
      return <RunningStatus job={job} />;
    case "queued":
      return (
        <Badge>
          <Clock aria-hidden /> {label}
          {job.queue_position !== null && `, place ${job.queue_position}`}
        </Badge>
      );
    case "completed":
      return (
        <Badge tone="success">
          <CircleCheck aria-hidden /> {label}
        </Badge>
      );
    case "failed":
      return (
        <Badge tone="danger">
          <CircleAlert aria-hidden /> {label}
        </Badge>
      );
    case "cancelled":
      return (
        <Badge tone="warning">
          <Ban aria-hidden /> {label}
        </Badge>
      );
  }
}
