import { QueryClient, type Query } from "@tanstack/react-query";

import { toApiError } from "./errors";

const MAX_RETRIES = 2;

/** Repeats only what a repeat can heal: no answer, or a server-side failure. */
function shouldRetry(failures: number, error: unknown): boolean {
  const { status } = toApiError(error);
  return failures < MAX_RETRIES && (status === 0 || status >= 500);
}

/**
 * Whether asking again on our own account makes sense. What was refused is not asked for again:
 * the page would blink between its error and "loading" to say the same thing once more.
 */
export function isWorthRefetching({ state }: Pick<Query, "state">): boolean {
  return state.status !== "error" || !toApiError(state.error).isRefusal;
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: shouldRetry,
        staleTime: 10_000,
        refetchOnWindowFocus: isWorthRefetching,
        refetchOnReconnect: isWorthRefetching,
      },
      mutations: { retry: false },
    },
  });
}
