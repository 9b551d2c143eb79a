"use client";

import { RotateCw, X } from "lucide-react";
import { toast } from "sonner";

import { Button } from "@/components/ui/button";
import { useJobAction, type JobAction } from "@/features/jobs/api";
import { toApiError } from "@/lib/api/errors";
import type { Job } from "@/lib/api/types";

/** Retry for what failed, Cancel for what waits or runs; nothing where neither is possible. */
export function JobActions({ job, inRow }: { job: Job; inRow?: boolean }) {
  const run = useJobAction();
  const start = (action: JobAction) =>
    run.mutate(
      { jobId: job.id, action },
      { onError: (error) => toast.error(toApiError(error).message) },
    );
  const name = job.subject_name ?? job.id.slice(0, 8);
  const size = inRow ? "icon-sm" : "md";
  const variant = inRow ? "ghost" : "secondary";
  return (
    <>
      {job.can_retry && (
        <Button
          size={size}
          variant={variant}
          title="Retry"
          aria-label={`Retry ${name}`}
          disabled={run.isPending}
          onClick={() => start("retry")}
        >
          <RotateCw /> {!inRow && "Retry"}
        </Button>
      )}
      {job.can_cancel && (
        <Button
          size={size}
          variant={variant}
          title="Cancel"
          aria-label={`Cancel ${name}`}
          disabled={run.isPending || job.cancel_requested}
          onClick={() => start("cancel")}
        >
          <X /> {!inRow && "Cancel"}
        </Button>
      )}
    </>
  );
}
