import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "@/lib/api/client";
import type { DeploymentCreate, DeploymentUpdate, SharingUpdate } from "@/lib/api/types";

const MAX_PAGE = 200;
export const DEPLOYMENTS_PER_PAGE = 50;

export const deploymentKeys = {
  all: ["deployments"] as const,
  list: () => [...deploymentKeys.all, "list"] as const,
  one: (id: string) => [...deploymentKeys.all, id] as const,
  versions: (id: string) => [...deploymentKeys.one(id), "versions"] as const,
  calls: (id: string) => [...deploymentKeys.one(id), "calls"] as const,
};

export type DeploymentFilter = {
  q?: string;
  /** Null for all projects. */
  projectId?: string | null;
  offset?: number;
  limit?: number;
};

/** Deployments; without a filter as many as one call gives. */
export function useDeployments(filter: DeploymentFilter = {}) {
  const { q, projectId, offset = 0, limit = MAX_PAGE } = filter;
  const query = { q: q || undefined, project_id: projectId ?? undefined, offset, limit };
  return useQuery({
    queryKey: [...deploymentKeys.list(), query],
    queryFn: () => unwrap(api.GET("/api/v1/deployments", { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

export function useDeployment(id: string) {
  return useQuery({
    queryKey: deploymentKeys.one(id),
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/deployments/{deployment_id}", {
          params: { path: { deployment_id: id } },
        }),
      ),
  });
}

/** Forgets all that is known of deployments: lists, versions, figures. */
export function useInvalidateDeployments() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: deploymentKeys.all });
}

export function useCreateDeployment() {
  const invalidate = useInvalidateDeployments();
  return useMutation({
    mutationFn: (body: DeploymentCreate) => unwrap(api.POST("/api/v1/deployments", { body })),
    onSuccess: invalidate,
  });
}

export function useUpdateDeployment(id: string) {
  const invalidate = useInvalidateDeployments();
  return useMutation({
    mutationFn: (body: DeploymentUpdate) =>
      unwrap(
        api.PATCH("/api/v1/deployments/{deployment_id}", {
          params: { path: { deployment_id: id } },
          body,
        }),
      ),
    onSuccess: invalidate,
  });
}

/** Lets people who are not in the project use a deployment. */
export function useShareDeployment(id: string) {
  const invalidate = useInvalidateDeployments();
  return useMutation({
    mutationFn: (body: SharingUpdate) =>
      unwrap(
        api.PUT("/api/v1/deployments/{deployment_id}/sharing", {
          params: { path: { deployment_id: id } },
          body,
        }),
      ),
    onSuccess: invalidate,
  });
}

export function useDeleteDeployment() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(
        api.DELETE("/api/v1/deployments/{deployment_id}", {
          params: { path: { deployment_id: id } },
        }),
      ),
    onSuccess: (_, id) => {
      queryClient.removeQueries({ queryKey: deploymentKeys.one(id) });
      return queryClient.invalidateQueries({ queryKey: deploymentKeys.list() });
    },
  });
}

/** One question, one whole answer; a call, but no conversation. */
export function useRunDeployment(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (question: string) =>
      unwrap(
        api.POST("/api/v1/deployments/{deployment_id}/run", {
          params: { path: { deployment_id: id } },
          body: { question },
        }),
      ),
    // A call is kept however it ends.
    onSettled: () => queryClient.invalidateQueries({ queryKey: deploymentKeys.calls(id) }),
  });
}
