import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "@/lib/api/client";
import type { JobStatus } from "@/lib/api/types";
import { useIsLive } from "@/lib/events/live";

export const JOBS_PER_PAGE = 50;
/** How often is asked while no live events arrive. */
const POLL_MS = 3000;
/** Workers are counted by their heartbeats, of which no event tells. */
const WORKERS_MS = 10_000;

export const keys = {
  all: ["jobs"] as const,
  lists: () => [...keys.all, "list"] as const,
  summary: () => [...keys.all, "summary"] as const,
};

export type JobFilter = {
  status: JobStatus | null;
  kind: string | null;
  /** Null for all projects. */
  projectId: string | null;
  q: string;
  offset: number;
};

export function useJobs({ status, kind, projectId, q, offset }: JobFilter) {
  const isLive = useIsLive();
  const query = {
    status: status ?? undefined,
    kind: kind ?? undefined,
    project_id: projectId ?? undefined,
    q: q || undefined,
    limit: JOBS_PER_PAGE,
    offset,
  };
  return useQuery({
    queryKey: [...keys.lists(), query],
    queryFn: () => unwrap(api.GET("/api/v1/jobs", { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: isLive ? false : POLL_MS,
  });
}

export function useJobSummary() {
  const isLive = useIsLive();
  return useQuery({
    queryKey: keys.summary(),
    queryFn: () => unwrap(api.GET("/api/v1/jobs/summary")),
    refetchInterval: isLive ? WORKERS_MS : POLL_MS,
  });
}

export type JobAction = "retry" | "cancel";

/** Starts a failed job anew, or stops one that waits or runs. */
export function useJobAction() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ jobId, action }: { jobId: string; action: JobAction }) => {
      const params = { path: { job_id: jobId } };
      return action === "retry"
        ? unwrap(api.POST("/api/v1/jobs/{job_id}/retry", { params }))
        : unwrap(api.POST("/api/v1/jobs/{job_id}/cancel", { params }));
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.all }),
  });
}
