import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "@/lib/api/client";
import { toApiError } from "@/lib/api/errors";
import type { ProjectCreate, ProjectMemberAdd, ProjectRole } from "@/lib/api/types";

export const PROJECTS_PER_PAGE = 50;
export const MEMBERS_PER_PAGE = 50;
const MAX_PAGE = 200;

const keys = {
  all: ["projects"] as const,
  list: (filter: object) => [...keys.all, "list", filter] as const,
  one: (id: string) => [...keys.all, id] as const,
  members: (id: string) => [...keys.one(id), "members"] as const,
};

export type ProjectFilter = { q: string; archived: boolean; offset: number; limit?: number };

/** The projects of the caller, the default one first. */
export function useProjects(filter: ProjectFilter, enabled = true) {
  const { q, archived, offset, limit = PROJECTS_PER_PAGE } = filter;
  return useQuery({
    queryKey: keys.list({ q, archived, offset, limit }),
    enabled,
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/projects", {
          params: { query: { q: q || undefined, archived, limit, offset } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** As many projects as one call gives, for choosing one of them. */
export function useProjectChoices(q = "", enabled = true) {
  return useProjects({ q, archived: false, offset: 0, limit: MAX_PAGE }, enabled);
}

/** One project; nothing is asked for an empty id. */
export function useProject(id: string | null) {
  return useQuery({
    queryKey: keys.one(id ?? ""),
    enabled: Boolean(id),
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/projects/{project_id}", { params: { path: { project_id: id ?? "" } } }),
      ),
  });
}

/** Whether a failure says that a project is not there any more, or not ours. */
export function isProjectGone(error: unknown): boolean {
  return error != null && [403, 404].includes(toApiError(error).status);
}

/** What belongs to a project shows its name and state, so everything is asked for again. */
function useInvalidateProjects() {
  const queryClient = useQueryClient();
  return () =>
    Promise.all(
      [keys.all, ["knowledge-bases"], ["deployments"]].map((queryKey) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    );
}

export function useCreateProject() {
  const invalidate = useInvalidateProjects();
  return useMutation({
    mutationFn: (body: ProjectCreate) => unwrap(api.POST("/api/v1/projects", { body })),
    onSuccess: invalidate,
  });
}

export function useUpdateProject(id: string) {
  const invalidate = useInvalidateProjects();
  return useMutation({
    mutationFn: (body: ProjectCreate) =>
      unwrap(
        api.PATCH("/api/v1/projects/{project_id}", { params: { path: { project_id: id } }, body }),
      ),
    onSuccess: invalidate,
  });
}

/** Archives a project, or restores it. */
export function useArchiveProject(id: string) {
  const invalidate = useInvalidateProjects();
  return useMutation({
    mutationFn: (archived: boolean) => {
      const path = archived
        ? ("/api/v1/projects/{project_id}/archive" as const)
        : ("/api/v1/projects/{project_id}/restore" as const);
      return unwrap(api.POST(path, { params: { path: { project_id: id } } }));
    },
    onSuccess: invalidate,
  });
}

export function useDeleteProject(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () =>
      unwrap(api.DELETE("/api/v1/projects/{project_id}", { params: { path: { project_id: id } } })),
    onSuccess: () => {
      queryClient.removeQueries({ queryKey: keys.one(id) });
      return queryClient.invalidateQueries({ queryKey: [...keys.all, "list"] });
    },
  });
}

export function useProjectMembers(id: string, offset: number) {
  return useQuery({
    queryKey: [...keys.members(id), offset],
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/projects/{project_id}/members", {
          params: { path: { project_id: id }, query: { limit: MEMBERS_PER_PAGE, offset } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function useAddProjectMember(id: string) {
  const invalidate = useInvalidateProjects();
  return useMutation({
    mutationFn: (body: ProjectMemberAdd) =>
      unwrap(
        api.POST("/api/v1/projects/{project_id}/members", {
          params: { path: { project_id: id } },
          body,
        }),
      ),
    onSuccess: invalidate,
  });
}

export function useChangeProjectMember(id: string) {
  const invalidate = useInvalidateProjects();
  return useMutation({
    mutationFn: ({ memberId, role }: { memberId: string; role: ProjectRole }) =>
      unwrap(
        api.PATCH("/api/v1/projects/{project_id}/members/{member_id}", {
          params: { path: { project_id: id, member_id: memberId } },
          body: { role },
        }),
      ),
    onSuccess: invalidate,
  });
}

export function useRemoveProjectMember(id: string) {
  const invalidate = useInvalidateProjects();
  return useMutation({
    mutationFn: (memberId: string) =>
      unwrap(
        api.DELETE("/api/v1/projects/{project_id}/members/{member_id}", {
          params: { path: { project_id: id, member_id: memberId } },
        }),
      ),
    onSuccess: invalidate,
  });
}
