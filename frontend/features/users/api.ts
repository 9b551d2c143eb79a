import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "@/lib/api/client";
import type { Role, UserInvite, UserUpdate } from "@/lib/api/types";

export const USERS_PER_PAGE = 50;

const keys = { all: ["users"] as const, one: (id: string) => ["users", id] as const };

export type UserFilter = {
  q: string;
  role: Role | null;
  state: "active" | "suspended" | null;
  offset: number;
};

export function useUsers({ q, role, state, offset }: UserFilter) {
  const query = {
    q: q || undefined,
    role: role ?? undefined,
    is_active: state ? state === "active" : undefined,
    limit: USERS_PER_PAGE,
    offset,
  };
  return useQuery({
    queryKey: [...keys.all, "list", query],
    queryFn: () => unwrap(api.GET("/api/v1/users", { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

/** One account; nothing is asked for without an id. */
export function useUser(id: string | null) {
  return useQuery({
    queryKey: keys.one(id ?? ""),
    enabled: id !== null,
    queryFn: () =>
      unwrap(api.GET("/api/v1/users/{user_id}", { params: { path: { user_id: id ?? "" } } })),
  });
}

function useInvalidateUsers() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: keys.all });
}

export function useInviteUser() {
  const invalidate = useInvalidateUsers();
  return useMutation({
    mutationFn: (body: UserInvite) => unwrap(api.POST("/api/v1/users", { body })),
    onSuccess: invalidate,
  });
}

export function useUpdateUser(id: string) {
  const invalidate = useInvalidateUsers();
  return useMutation({
    mutationFn: (body: UserUpdate) =>
      unwrap(api.PATCH("/api/v1/users/{user_id}", { params: { path: { user_id: id } }, body })),
    onSuccess: invalidate,
  });
}

/** Ends every signed-in client of a user. */
export function useSignOutUser(id: string) {
  return useMutation({
    mutationFn: () =>
      unwrap(api.POST("/api/v1/users/{user_id}/sign-out", { params: { path: { user_id: id } } })),
  });
}

/** A fresh link to choose a password; earlier ones become void. */
export function useRenewInvitation(id: string) {
  return useMutation({
    mutationFn: () =>
      unwrap(api.POST("/api/v1/users/{user_id}/invitation", { params: { path: { user_id: id } } })),
  });
}
