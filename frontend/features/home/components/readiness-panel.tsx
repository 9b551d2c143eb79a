"use client";

import { CircleAlert, CircleCheck, CircleMinus } from "lucide-react";

import { ErrorState } from "@/components/common/error-state";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Skeleton } from "@/components/ui/skeleton";
import { useReadiness, type Readiness } from "@/features/home/api";
import type { Dependency } from "@/lib/api/types";
import { formatDuration } from "@/lib/format";

const OVERALL: Record<Readiness["status"], { tone: BadgeTone; label: string }> = {
  ready: { tone: "success", label: "All up" },
  degraded: { tone: "warning", label: "Degraded" },
  unavailable: { tone: "danger", label: "Unavailable" },
};

/** Each thing the server needs, and whether it answers. */
export function ReadinessPanel() {
  const readiness = useReadiness();
  if (readiness.error) return <ErrorState error={readiness.error} onRetry={readiness.refetch} />;
  const overall = readiness.data && OVERALL[readiness.data.status];
  return (
    <section aria-label="System" className="rounded-lg border" data-testid="readiness">
      <header className="flex h-11 items-center justify-between border-b px-4">
        <h2 className="font-medium">System</h2>
        {overall ? (
          <Badge tone={overall.tone}>{overall.label}</Badge>
        ) : (
          <Skeleton className="h-5 w-16" />
        )}
      </header>
      <ul className="divide-y px-4 text-[13px]">
        {readiness.data?.dependencies.map((dependency) => (
          <DependencyRow key={dependency.name} dependency={dependency} />
        ))}
        {!readiness.data &&
          Array.from({ length: 5 }, (_, index) => (
            <li key={index} className="py-2.5">
              <Skeleton className="h-3.5 w-full" />
            </li>
          ))}
      </ul>
    </section>
  );
}

const ICONS = {
  up: <CircleCheck className="text-success" aria-label="Up" />,
  down: <CircleAlert className="text-danger" aria-label="Down" />,
  disabled: <CircleMinus className="text-muted-foreground" aria-label="Off" />,
};

function DependencyRow({ dependency }: { dependency: Dependency }) {
  const { name, status, latency_ms, message } = dependency;
  return (
    <li className="py-2">
      <div className="flex items-center gap-2.5 [&_svg]:size-4">
        {ICONS[status]}
        <span className="min-w-0 flex-1 truncate first-letter:uppercase">
          {name.replaceAll("_", " ")}
        </span>
        <span className="font-mono text-xs text-muted-foreground">
          {status === "disabled" ? "off" : latency_ms != null && formatDuration(latency_ms)}
        </span>
      </div>
      {status === "down" && message && (
        <p className="mt-0.5 pl-6.5 [overflow-wrap:anywhere] text-danger">{message}</p>
      )}
    </li>
  );
}
