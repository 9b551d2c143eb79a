"use client";

import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { keys } from "@/features/jobs/api";
import { mergeJobs, movedJobs } from "@/features/jobs/merge-events";
import type { Job } from "@/lib/api/types";
import { subscribeToEvents, type LiveListener } from "@/lib/events/live";
import type { JobChanged, LiveEvent } from "@/lib/events/messages";
import { throttle } from "@/lib/throttle";

/** New rows and counts, which events do not tell, are asked for this often at most. */
const REFETCH_MS = 1500;

function isJobEvent(event: LiveEvent): event is JobChanged {
  return event.type === "job.changed";
}

/** Puts events into the rows shown; when jobs change their state, rows and counts are asked for. */
export function jobListener(queryClient: QueryClient): LiveListener {
  const statuses = new Map<string, Job["status"]>();
  const refetch = throttle(
    () => void queryClient.invalidateQueries({ queryKey: keys.all }),
    REFETCH_MS,
  );
  return {
    onEvents(events) {
      const changes = new Map(events.filter(isJobEvent).map((event) => [event.job_id, event]));
      if (changes.size === 0) return;
      queryClient.setQueriesData<{ items: Job[] }>({ queryKey: keys.lists() }, (page) =>
        page ? mergeJobs(page, changes) : page,
      );
      if (movedJobs(statuses, changes)) refetch();
    },
    onReset: refetch,
  };
}

/** Keeps the job board up to date while it is shown. */
export function useLiveJobs(): void {
  const queryClient = useQueryClient();
  useEffect(() => subscribeToEvents(jobListener(queryClient)), [queryClient]);
}
