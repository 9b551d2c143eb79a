import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "@/lib/api/client";
import type { ApiKeyCreate } from "@/lib/api/types";

export const API_KEYS_PER_PAGE = 50;

const keys = { all: ["api-keys"] as const };

/** The caller's keys, newest first; with `all` everybody's, for administrators. */
export function useApiKeys({ all, offset }: { all: boolean; offset: number }) {
  const query = { all, limit: API_KEYS_PER_PAGE, offset };
  return useQuery({
    queryKey: [...keys.all, query],
    queryFn: () => unwrap(api.GET("/api/v1/api-keys", { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

function useInvalidateApiKeys() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: keys.all });
}

/** The answer is the only one that ever holds the key, so it is not kept in the cache. */
export function useCreateApiKey() {
  const invalidate = useInvalidateApiKeys();
  return useMutation({
    gcTime: 0,
    mutationFn: (body: ApiKeyCreate) => unwrap(api.POST("/api/v1/api-keys", { body })),
    onSuccess: () => void invalidate(),
  });
}

export function useRevokeApiKey() {
  const invalidate = useInvalidateApiKeys();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(api.DELETE("/api/v1/api-keys/{key_id}", { params: { path: { key_id: id } } })),
    onSuccess: invalidate,
  });
}
