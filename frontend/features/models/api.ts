import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "@/lib/api/client";
import type { DiscoverRequest, ModelCreate, ModelUpdate } from "@/lib/api/types";

const MAX_PAGE = 200;
const HEALTH_MS = 30_000;

const keys = {
  all: ["models"] as const,
  list: () => [...keys.all, "list"] as const,
  one: (id: string) => [...keys.all, id] as const,
  health: (id: string) => [...keys.one(id), "health"] as const,
};

export function useModels() {
  return useQuery({
    queryKey: keys.list(),
    queryFn: () => unwrap(api.GET("/api/v1/models", { params: { query: { limit: MAX_PAGE } } })),
  });
}

export function useModel(id: string) {
  return useQuery({
    queryKey: keys.one(id),
    queryFn: () =>
      unwrap(api.GET("/api/v1/models/{model_id}", { params: { path: { model_id: id } } })),
  });
}

/** Whether the model's endpoint answers right now. */
export function useModelHealth(id: string) {
  return useQuery({
    queryKey: keys.health(id),
    queryFn: () =>
      unwrap(api.GET("/api/v1/models/{model_id}/health", { params: { path: { model_id: id } } })),
    refetchInterval: HEALTH_MS,
  });
}

/** Asks the model something; how it went is part of its health. */
export function useModelTest(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (prompt: string) => testModel(id, prompt),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.health(id) }),
  });
}

export function testModel(id: string, prompt: string) {
  return unwrap(
    api.POST("/api/v1/models/{model_id}/test", {
      params: { path: { model_id: id } },
      body: { prompt },
    }),
  );
}

export function readHealth(id: string) {
  return unwrap(
    api.GET("/api/v1/models/{model_id}/health", { params: { path: { model_id: id } } }),
  );
}

/** What an endpoint serves, asked before anything is registered. Its key is not kept. */
export function useDiscovery() {
  return useMutation({
    mutationFn: (body: DiscoverRequest) => unwrap(api.POST("/api/v1/models/discover", { body })),
  });
}

/** What else the endpoint of a registered model serves, once asked for. */
export function useModelOffers(id: string, enabled: boolean) {
  return useQuery({
    queryKey: [...keys.one(id), "offers"],
    enabled,
    retry: false,
    queryFn: () =>
      unwrap(api.GET("/api/v1/models/{model_id}/offers", { params: { path: { model_id: id } } })),
  });
}

/** Deployments and knowledge bases name their models, so these are asked for again too. */
export function useInvalidateModels() {
  const queryClient = useQueryClient();
  return () =>
    Promise.all(
      [keys.all, ["deployments"], ["embedding-models"]].map((queryKey) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    );
}

export function useCreateModel() {
  const invalidate = useInvalidateModels();
  return useMutation({
    mutationFn: (body: ModelCreate) => unwrap(api.POST("/api/v1/models", { body })),
    onSuccess: invalidate,
  });
}

export function useUpdateModel(id: string) {
  const invalidate = useInvalidateModels();
  return useMutation({
    mutationFn: (body: ModelUpdate) =>
      unwrap(api.PATCH("/api/v1/models/{model_id}", { params: { path: { model_id: id } }, body })),
    onSuccess: invalidate,
  });
}

export function useDeleteModel() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(api.DELETE("/api/v1/models/{model_id}", { params: { path: { model_id: id } } })),
    onSuccess: (_, id) => {
      queryClient.removeQueries({ queryKey: keys.one(id) });
      return queryClient.invalidateQueries({ queryKey: keys.list() });
    },
  });
}
