/** What programs asked of a deployment. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { api, unwrap } from "@/lib/api/client";
import type { Call } from "@/lib/api/types";

import { deploymentKeys } from "./api";

export const CALLS_PER_PAGE = 50;

export type CallFilter = { status: Call["status"] | null; offset: number };

/** The reader's own calls of a deployment, the latest first. */
export function useCalls(id: string, { status, offset }: CallFilter) {
  const query = { status: status ?? undefined, offset, limit: CALLS_PER_PAGE };
  return useQuery({
    queryKey: [...deploymentKeys.calls(id), "list", query],
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/deployments/{deployment_id}/calls", {
          params: { path: { deployment_id: id }, query },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** A call with its answer and how it was made; it never changes. */
export function useCall(id: string, callId: string) {
  return useQuery({
    queryKey: [...deploymentKeys.calls(id), callId],
    staleTime: Infinity,
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/deployments/{deployment_id}/calls/{call_id}", {
          params: { path: { deployment_id: id, call_id: callId } },
        }),
      ),
  });
}
