import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";

import { auditQuery, type AuditFilter } from "@/features/audit/filter";
import { api, unwrap } from "@/lib/api/client";
import { downloadFile } from "@/lib/api/download";

export const LOGS_PER_PAGE = 50;

const keys = { all: ["audit"] as const };

/** Entries that match a filter, newest first. */
export function useAuditLogs(filter: AuditFilter) {
  return useQuery({
    queryKey: [...keys.all, "logs", filter],
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/audit/logs", {
          params: {
            query: {
              ...auditQuery(filter, Date.now()),
              limit: LOGS_PER_PAGE,
              offset: filter.offset,
            },
          },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** Every action that the log can tell of. */
export function useAuditActions() {
  return useQuery({
    queryKey: [...keys.all, "actions"],
    queryFn: () => unwrap(api.GET("/api/v1/audit/actions")),
    staleTime: Infinity,
  });
}

/** Checks the whole hash chain, now. */
export function useVerifyChain() {
  return useMutation({ mutationFn: () => unwrap(api.GET("/api/v1/audit/verify")) });
}

export type ExportFormat = "csv" | "json";

/** Hands the entries that match a filter to the browser's download. */
export function useExportAudit(filter: AuditFilter) {
  return useMutation({
    mutationFn: (format: ExportFormat) => {
      const query = new URLSearchParams({ format });
      for (const [key, value] of Object.entries(auditQuery(filter, Date.now()))) {
        if (value) query.set(key, value);
      }
      return downloadFile(`/api/v1/audit/export?${query.toString()}`, `audit-log.${format}`);
    },
  });
}
