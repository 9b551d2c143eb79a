/** Calls on the versions of a deployment, and on which of them answer. */
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";

import { api, unwrap } from "@/lib/api/client";
import type { TrafficUpdate } from "@/lib/api/types";

import { deploymentKeys, useInvalidateDeployments } from "./api";

const MAX_PAGE = 200;
export const VERSIONS_PER_PAGE = 50;

type PageOfVersions = { offset?: number; limit?: number };

/** The versions of a deployment, the latest first; without a page as many as one call gives. */
export function useDeploymentVersions(
  id: string,
  { offset = 0, limit = MAX_PAGE }: PageOfVersions = {},
  enabled = true,
) {
  const query = { offset, limit };
  return useQuery({
    queryKey: [...deploymentKeys.versions(id), "list", query],
    enabled,
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/deployments/{deployment_id}/versions", {
          params: { path: { deployment_id: id }, query },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** One version; nothing is asked for without a number. */
export function useDeploymentVersion(id: string, number: number | null | undefined) {
  return useQuery({
    queryKey: [...deploymentKeys.versions(id), number],
    enabled: number != null,
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/deployments/{deployment_id}/versions/{number}", {
          params: { path: { deployment_id: id, number: number ?? 0 } },
        }),
      ),
  });
}

/** What two versions differ in, and how each has done. */
export function useVersionComparison(id: string, a: number | null, b: number | null) {
  return useQuery({
    queryKey: [...deploymentKeys.versions(id), "compare", a, b],
    enabled: a !== null && b !== null && a !== b,
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/deployments/{deployment_id}/versions/compare", {
          params: { path: { deployment_id: id }, query: { a: a ?? 0, b: b ?? 0 } },
        }),
      ),
  });
}

/** Lets another version answer everybody, an earlier or a later one. */
export function useRollBack(id: string) {
  const invalidate = useInvalidateDeployments();
  return useMutation({
    mutationFn: (version: number) =>
      unwrap(
        api.POST("/api/v1/deployments/{deployment_id}/rollback", {
          params: { path: { deployment_id: id } },
          body: { version },
        }),
      ),
    onSuccess: invalidate,
  });
}

/** Lets a version answer a part of the conversations beside the live one. */
export function useSplitTraffic(id: string) {
  const invalidate = useInvalidateDeployments();
  return useMutation({
    mutationFn: (body: TrafficUpdate) =>
      unwrap(
        api.PUT("/api/v1/deployments/{deployment_id}/traffic", {
          params: { path: { deployment_id: id } },
          body,
        }),
      ),
    onSuccess: invalidate,
  });
}

/** Lets the live version answer all conversations again. */
export function useJoinTraffic(id: string) {
  const invalidate = useInvalidateDeployments();
  return useMutation({
    mutationFn: () =>
      unwrap(
        api.DELETE("/api/v1/deployments/{deployment_id}/traffic", {
          params: { path: { deployment_id: id } },
        }),
      ),
    onSuccess: invalidate,
  });
}
