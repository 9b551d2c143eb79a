import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "@/lib/api/client";
import type { TierLimits, TierName } from "@/lib/api/types";

export const USERS_PER_PAGE = 50;
const REFRESH_MS = 60_000;

const keys = { all: ["usage"] as const, tiers: ["tiers"] as const };

/** The caller's own use of this month against the limits of the tier. */
export function useMyUsage(enabled = true) {
  return useQuery({
    queryKey: [...keys.all, "me"],
    enabled,
    queryFn: () => unwrap(api.GET("/api/v1/usage/me")),
    refetchInterval: REFRESH_MS,
  });
}

/** Everybody's use of this month, most first. */
export function useUsageOfUsers({ q, offset }: { q: string; offset: number }) {
  const query = { q: q || undefined, limit: USERS_PER_PAGE, offset };
  return useQuery({
    queryKey: [...keys.all, "users", query],
    queryFn: () => unwrap(api.GET("/api/v1/usage/users", { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

export function useTiers() {
  return useQuery({ queryKey: keys.tiers, queryFn: () => unwrap(api.GET("/api/v1/tiers")) });
}

export function useUpdateTier(name: TierName) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: TierLimits) =>
      unwrap(api.PATCH("/api/v1/tiers/{name}", { params: { path: { name } }, body })),
    onSuccess: () =>
      Promise.all(
        [keys.tiers, keys.all].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
      ),
  });
}
