import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "@/lib/api/client";
import { endSession, startSession } from "@/lib/api/session";
import type { Session } from "@/lib/api/types";

export type Credentials = { email: string; password: string };
export type Registration = Credentials & { full_name: string };

/** Who may register and how long a password must be; public. */
export function useAuthConfig() {
  return useQuery({
    queryKey: ["auth", "config"],
    queryFn: () => unwrap(api.GET("/api/v1/auth/config")),
  });
}

export function useLogin() {
  return useMutation<Session, Error, Credentials>({
    mutationFn: (body) =>
      unwrap(api.POST("/api/v1/auth/login", { body: { ...body, return_refresh_token: false } })),
    onSuccess: startSession,
  });
}

export function useRegister() {
  return useMutation<Session, Error, Registration>({
    mutationFn: (body) =>
      unwrap(api.POST("/api/v1/auth/register", { body: { ...body, return_refresh_token: false } })),
    onSuccess: startSession,
  });
}

/** Asks for a link to choose another password; the answer is the same for every address. */
export function useRequestPasswordReset() {
  return useMutation({
    mutationFn: (email: string) =>
      unwrap(api.POST("/api/v1/auth/password-reset", { body: { email } })),
  });
}

/** Sets the password that a link allows to choose; every session of the account ends. */
export function useConfirmPasswordReset() {
  return useMutation({
    mutationFn: (body: { token: string; new_password: string }) =>
      unwrap(api.POST("/api/v1/auth/password-reset/confirm", { body })),
  });
}

/** Signs out here and on the server; what was loaded for this user is forgotten. */
export function useLogout() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () =>
      unwrap(api.POST("/api/v1/auth/logout", { params: { header: { "X-LLMB-Client": "web" } } })),
    onSettled: () => {
      endSession();
      queryClient.clear();
    },
  });
}
