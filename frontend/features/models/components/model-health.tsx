"use client";

import { CircleAlert, CircleCheck, RotateCw, TriangleAlert } from "lucide-react";

import { RelativeTime } from "@/components/common/relative-time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useModelHealth } from "@/features/models/api";
import { CallHistory } from "@/features/models/components/call-history";
import { callFigures, failureWords, healthState, lastFailure } from "@/features/models/health";
import type { Model, ModelHealth } from "@/lib/api/types";
import { formatDuration, formatNumber } from "@/lib/format";

const ICONS = { success: CircleCheck, warning: TriangleAlert, danger: CircleAlert } as const;

/** Whether a model answers, with how fast; the reason when it does not. */
export function ModelHealthBadge({ id }: { id: string }) {
  const { data, error, isPending } = useModelHealth(id);
  if (isPending) return <Skeleton className="h-5 w-14" />;
  if (error) {
    return (
      <Badge tone="danger" title={error.message}>
        <CircleAlert aria-hidden /> Unknown
      </Badge>
    );
  }
  const { label, tone, note } = healthState(data);
  const Icon = ICONS[tone as keyof typeof ICONS];
  return (
    <Badge tone={tone} title={note} data-testid="model-health" data-state={label}>
      <Icon aria-hidden /> {label}
      {tone === "success" && data.latency_ms != null && (
        <span className="font-mono font-normal">{formatDuration(data.latency_ms)}</span>
      )}
    </Badge>
  );
}

/** How a model is now, how many calls it has in hand, and how its latest calls went. */
export function ModelHealthPanel({ model }: { model: Model }) {
  const health = useModelHealth(model.id);
  return (
    <section
      aria-labelledby="health-title"
      className="rounded-lg border"
      data-testid="health-panel"
    >
      <div className="flex items-center gap-2 py-2 pr-2 pl-4">
        <h2 id="health-title" className="flex-1 font-medium">
          Health
        </h2>
        <ModelHealthBadge id={model.id} />
        <CheckButton health={health} />
      </div>
      {health.data && <HealthDetails model={model} health={health.data} />}
    </section>
  );
}

function CheckButton({ health }: { health: ReturnType<typeof useModelHealth> }) {
  return (
    <Button
      size="sm"
      pending={health.isFetching}
      onClick={() => void health.refetch()}
      aria-label="Check health again"
    >
      {!health.isFetching && <RotateCw />} Check
    </Button>
  );
}

function HealthDetails({ model, health }: { model: Model; health: ModelHealth }) {
  const { calls, failed, medianMs } = callFigures(health.history);
  const failure = lastFailure(health.history);
  const figures = [
    {
      label: "In hand",
      value: `${formatNumber(health.running)}${model.max_concurrent === null ? "" : ` of ${formatNumber(model.max_concurrent)}`}`,
    },
    { label: "Waiting for a turn", value: formatNumber(health.waiting) },
    { label: "Latest calls", value: formatNumber(calls) },
    { label: "Failed", value: formatNumber(failed) },
    { label: "First word, median", value: medianMs === null ? "–" : formatDuration(medianMs) },
  ];
  return (
    <>
      <p className="border-t px-4 py-2.5 text-[13px] text-muted-foreground">
        {healthState(health).note}
      </p>
      <dl className="flex flex-wrap gap-x-8 gap-y-3 border-t px-4 py-3">
        {figures.map(({ label, value }) => (
          <div key={label}>
            <dt className="text-xs text-muted-foreground">{label}</dt>
            <dd className="mt-0.5 font-mono text-[13px] tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      {calls > 0 && (
        <div className="border-t px-4 py-3">
          <CallHistory history={health.history} />
        </div>
      )}
      {failure?.failure && (
        <p className="border-t px-4 py-2.5 text-[13px]" data-testid="last-failure">
          <span className="text-muted-foreground">Last failure:</span>{" "}
          {failureWords(failure.failure)}, <RelativeTime iso={failure.at} />{" "}
          <span className="font-mono text-xs text-muted-foreground">{failure.failure}</span>
        </p>
      )}
    </>
  );
}
