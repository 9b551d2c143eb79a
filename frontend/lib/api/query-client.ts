import { QueryClient } from "@tanstack/react-query";

import { toApiError } from "./errors";

const MAX_RETRIES = 2;

/** Repeats only what a repeat can heal: no answer, or a server-side failure. */
function shouldRetry(failures: number, error: unknown): boolean {
  const { status } = toApiError(error);
  return failures < MAX_RETRIES && (status === 0 || status >= 500);
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: shouldRetry, staleTime: 10_000 },
      mutations: { retry: false },
    },
  });
}
