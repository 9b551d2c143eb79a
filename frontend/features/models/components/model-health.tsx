"use client";

import { CircleAlert, CircleCheck } from "lucide-react";

import { Badge } from "@/components/ui/badge";
import { Skeleton } from "@/components/ui/skeleton";
import { useModelHealth } from "@/features/models/api";
import { formatDuration } from "@/lib/format";

/** Whether a model answers, with how fast; the reason when it does not. */
export function ModelHealthBadge({ id }: { id: string }) {
  const { data, error, isPending } = useModelHealth(id);
  if (isPending) return <Skeleton className="h-5 w-14" />;
  if (error || data.status === "down") {
    return (
      <Badge tone="danger" title={error?.message ?? data?.message}>
        <CircleAlert aria-hidden /> Down
      </Badge>
    );
  }
  return (
    <Badge tone="success" title={data.message}>
      <CircleCheck aria-hidden /> Up
      {data.latency_ms != null && (
        <span className="font-mono font-normal">{formatDuration(data.latency_ms)}</span>
      )}
    </Badge>
  );
}
