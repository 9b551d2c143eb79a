import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "@/lib/api/client";
import type { GroupCreate } from "@/lib/api/types";

export const GROUPS_PER_PAGE = 50;
export const GROUP_MEMBERS_PER_PAGE = 50;
const MAX_PAGE = 200;

const keys = {
  all: ["groups"] as const,
  one: (id: string) => [...keys.all, id] as const,
};

export type GroupFilter = { q: string; offset: number; limit?: number };

/** Groups by name; without a filter as many as one call gives, for choosing among them. */
export function useGroups({ q, offset, limit }: GroupFilter = { q: "", offset: 0 }) {
  const query = { q: q || undefined, offset, limit: limit ?? MAX_PAGE };
  return useQuery({
    queryKey: [...keys.all, "list", query],
    queryFn: () => unwrap(api.GET("/api/v1/groups", { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

export function useGroup(id: string) {
  return useQuery({
    queryKey: keys.one(id),
    queryFn: () =>
      unwrap(api.GET("/api/v1/groups/{group_id}", { params: { path: { group_id: id } } })),
  });
}

/** Users and projects name their groups, so they are asked for again too. */
function useInvalidateGroups() {
  const queryClient = useQueryClient();
  return () =>
    Promise.all(
      [keys.all, ["users"], ["projects"]].map((queryKey) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    );
}

export function useCreateGroup() {
  const invalidate = useInvalidateGroups();
  return useMutation({
    mutationFn: (body: GroupCreate) => unwrap(api.POST("/api/v1/groups", { body })),
    onSuccess: invalidate,
  });
}

export function useUpdateGroup(id: string) {
  const invalidate = useInvalidateGroups();
  return useMutation({
    mutationFn: (body: GroupCreate) =>
      unwrap(api.PATCH("/api/v1/groups/{group_id}", { params: { path: { group_id: id } }, body })),
    onSuccess: invalidate,
  });
}

export function useDeleteGroup(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () =>
      unwrap(api.DELETE("/api/v1/groups/{group_id}", { params: { path: { group_id: id } } })),
    onSuccess: () => {
      queryClient.removeQueries({ queryKey: keys.one(id) });
      return queryClient.invalidateQueries({ queryKey: [...keys.all, "list"] });
    },
  });
}

export function useGroupMembers(id: string, offset: number) {
  return useQuery({
    queryKey: [...keys.one(id), "members", offset],
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/groups/{group_id}/members", {
          params: { path: { group_id: id }, query: { limit: GROUP_MEMBERS_PER_PAGE, offset } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function useAddGroupMember(id: string) {
  const invalidate = useInvalidateGroups();
  return useMutation({
    mutationFn: (email: string) =>
      unwrap(
        api.POST("/api/v1/groups/{group_id}/members", {
          params: { path: { group_id: id } },
          body: { email },
        }),
      ),
    onSuccess: invalidate,
  });
}

export function useRemoveGroupMember(id: string) {
  const invalidate = useInvalidateGroups();
  return useMutation({
    mutationFn: (userId: string) =>
      unwrap(
        api.DELETE("/api/v1/groups/{group_id}/members/{user_id}", {
          params: { path: { group_id: id, user_id: userId } },
        }),
      ),
    onSuccess: invalidate,
  });
}
