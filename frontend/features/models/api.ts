import { useMutation, useQuery } from "@tanstack/react-query";

import { api, unwrap } from "@/lib/api/client";

const MAX_PAGE = 200;

export function useModels() {
  return useQuery({
    queryKey: ["models", "list"],
    queryFn: () => unwrap(api.GET("/api/v1/models", { params: { query: { limit: MAX_PAGE } } })),
  });
}

/** Whether the model's endpoint answers right now. */
export function useModelHealth(id: string) {
  return useQuery({
    queryKey: ["models", id, "health"],
    queryFn: () =>
      unwrap(api.GET("/api/v1/models/{model_id}/health", { params: { path: { model_id: id } } })),
    refetchInterval: 30_000,
  });
}

export function useModelTest(id: string) {
  return useMutation({
    mutationFn: (prompt: string) =>
      unwrap(
        api.POST("/api/v1/models/{model_id}/test", {
          params: { path: { model_id: id } },
          body: { prompt },
        }),
      ),
  });
}
