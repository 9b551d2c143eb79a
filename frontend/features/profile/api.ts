import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "@/lib/api/client";
import { endSession, updateUser } from "@/lib/api/session";
import type { Preferences } from "@/lib/api/types";

export const CLIENTS_PER_PAGE = 50;

const clientKeys = ["auth", "sessions"] as const;

export type ProfileChange = { full_name?: string; preferences?: Preferences };

/** Changes the caller's own name or preferences, and shows it everywhere at once. */
export function useUpdateProfile() {
  return useMutation({
    mutationFn: (body: ProfileChange) => unwrap(api.PATCH("/api/v1/users/me", { body })),
    onSuccess: updateUser,
  });
}

export type PasswordChange = { current_password: string; new_password: string };

/** All other signed-in clients end. */
export function useChangePassword() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: PasswordChange) => unwrap(api.POST("/api/v1/auth/password", { body })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: clientKeys }),
  });
}

/** The browsers and programs in which the caller is signed in. */
export function useSignedInClients(offset: number) {
  return useQuery({
    queryKey: [...clientKeys, offset],
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/auth/sessions", {
          params: { query: { limit: CLIENTS_PER_PAGE, offset } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function useEndClient() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(
        api.DELETE("/api/v1/auth/sessions/{session_id}", { params: { path: { session_id: id } } }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: clientKeys }),
  });
}

/** Signs out everywhere, here too; what was loaded for this user is forgotten. */
export function useSignOutEverywhere() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.DELETE("/api/v1/auth/sessions")),
    onSuccess: () => {
      endSession();
      queryClient.clear();
    },
  });
}
