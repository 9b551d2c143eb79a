"use client";

import { ArrowUpRight } from "lucide-react";
import Link from "next/link";

import { CopyableId } from "@/components/common/copy-button";
import { FactList, type Fact } from "@/components/common/facts";
import { Inspector, InspectorSection } from "@/components/common/inspector";
import { RelativeTime } from "@/components/common/relative-time";
import { JobActions } from "@/features/jobs/components/job-actions";
import { JobStatus } from "@/features/jobs/components/job-status";
import { kindLabel, subjectHref } from "@/features/jobs/words";
import type { Job } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";

function timeFact(label: string, iso: string | null): Fact[] {
  return iso ? [{ label, value: <RelativeTime iso={iso} /> }] : [];
}

function jobFacts(job: Job): Fact[] {
  return [
    { label: "State", value: <JobStatus job={job} /> },
    { label: "Project", value: job.project?.name ?? "Gone" },
    { label: "Attempt", value: job.attempt },
    { label: "Worker", value: job.worker ?? "None" },
    ...timeFact("Queued", job.created_at),
    ...(job.status === "queued" ? timeFact("Due", job.available_at) : []),
    ...timeFact("Started", job.started_at),
    ...timeFact("Lease until", job.lease_expires_at),
    ...timeFact("Ended", job.finished_at),
    { label: "Id", value: <CopyableId id={job.id} /> },
  ];
}

type JobInspectorProps = { job: Job; onClose: () => void };

/** One job with its worker, its times and why it failed. */
export function JobInspector({ job, onClose }: JobInspectorProps) {
  const canManage = useCan("jobs:manage");
  const href = subjectHref(job);
  return (
    <Inspector
      title={job.subject_name ?? "Gone"}
      note={kindLabel(job.kind)}
      onClose={onClose}
      testId="job-inspector"
    >
      {job.error && (
        <InspectorSection>
          <p className="font-medium text-danger">{job.error.message}</p>
          <p className="text-muted-foreground">{job.error.remedy}</p>
          <p className="mt-1 font-mono text-xs text-muted-foreground">{job.error.code}</p>
        </InspectorSection>
      )}
      <InspectorSection>
        <FactList facts={jobFacts(job)} />
      </InspectorSection>
      {href && (
        <InspectorSection>
          <Link
            href={href}
            className="inline-flex items-center gap-1 rounded-sm text-primary-text hover:underline"
          >
            Open what it is about <ArrowUpRight className="size-3.5" aria-hidden />
          </Link>
        </InspectorSection>
      )}
      {canManage && (job.can_retry || job.can_cancel) && (
        <InspectorSection>
          <div className="flex gap-2">
            <JobActions job={job} />
          </div>
        </InspectorSection>
      )}
    </Inspector>
  );
}
