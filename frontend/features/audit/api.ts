import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { api, unwrap } from "@/lib/api/client";

export const LOGS_PER_PAGE = 50;

export type AuditFilter = { action: string; userId: string | null; offset: number };

export function useAuditLogs({ action, userId, offset }: AuditFilter) {
  return useQuery({
    queryKey: ["audit", action, userId, offset],
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/audit/logs", {
          params: {
            query: {
              action: action || undefined,
              user_id: userId ?? undefined,
              limit: LOGS_PER_PAGE,
              offset,
            },
          },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}
