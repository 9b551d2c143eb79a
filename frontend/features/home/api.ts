import { useQuery } from "@tanstack/react-query";

import { api } from "@/lib/api/client";
import { apiErrorFrom } from "@/lib/api/errors";
import type { Dependency } from "@/lib/api/types";

export type Readiness = {
  status: "ready" | "degraded" | "unavailable";
  dependencies: Dependency[];
};

function isReadiness(body: unknown): body is Readiness {
  return typeof body === "object" && body !== null && "dependencies" in body;
}

/** What /ready says; its answer of 503 is a finding, not a failure. */
async function fetchReadiness(): Promise<Readiness> {
  const { data, error, response } = await api.GET("/ready");
  const body: unknown = data ?? error;
  if (isReadiness(body)) return body;
  throw apiErrorFrom(response.status, body);
}

export function useReadiness() {
  return useQuery({ queryKey: ["ready"], queryFn: fetchReadiness, refetchInterval: 15_000 });
}
