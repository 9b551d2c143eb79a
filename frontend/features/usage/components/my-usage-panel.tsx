"use client";

import { TriangleAlert } from "lucide-react";

import { ErrorState } from "@/components/common/error-state";
import { Badge } from "@/components/ui/badge";
import { Progress } from "@/components/ui/progress";
import { Skeleton } from "@/components/ui/skeleton";
import { useMyUsage } from "@/features/usage/api";
import { DayChart } from "@/features/usage/components/day-chart";
import { everyDay } from "@/features/usage/days";
import { METERS, toneOf } from "@/features/usage/meters";
import type { Meter, MyUsage, UsageByKind, UsageKind } from "@/lib/api/types";
import { formatDate, formatExact, formatNumber } from "@/lib/format";
import { TIERS } from "@/lib/roles";

export function MyUsagePanel() {
  const usage = useMyUsage();
  if (usage.error) return <ErrorState error={usage.error} onRetry={usage.refetch} />;
  if (!usage.data) return <PanelSkeleton />;
  return <Panel usage={usage.data} />;
}

function PanelSkeleton() {
  return (
    <div aria-busy className="grid gap-6">
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        {Array.from({ length: 4 }, (_, index) => (
          <Skeleton key={index} className="h-24" />
        ))}
      </div>
      <Skeleton className="h-64" />
    </div>
  );
}

function Panel({ usage }: { usage: MyUsage }) {
  const days = everyDay(usage.days, usage.period_start, usage.period_end);
  return (
    <div className="grid grid-cols-1 gap-8">
      <section aria-labelledby="meters-title">
        <div className="mb-3 flex flex-wrap items-center gap-2.5">
          <h2 id="meters-title" className="font-medium">
            Your limits
          </h2>
          <Badge tone="accent">{TIERS[usage.tier]}</Badge>
          {usage.exempt && (
            <span className="text-[13px] text-muted-foreground">
              Administrators are never held up by a limit.
            </span>
          )}
        </div>
        <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
          {usage.meters.map((meter) => (
            <MeterCard key={meter.name} meter={meter} />
          ))}
        </ul>
      </section>
      <section aria-labelledby="days-title">
        <h2 id="days-title" className="font-medium">
          Tokens per day
        </h2>
        <p className="mb-3 text-[13px] text-muted-foreground">
          Since {formatDate(usage.period_start)}, in UTC days.
        </p>
        <DayChart days={days} />
      </section>
      <KindTable kinds={usage.by_kind} />
    </div>
  );
}

function MeterCard({ meter }: { meter: Meter }) {
  const { name, used, limit, percent, resets_at } = meter;
  return (
    <li className="rounded-lg border px-4 py-3" data-testid={`meter-${name}`}>
      <p className="flex items-center gap-1.5 text-[13px] text-muted-foreground">
        {METERS[name].label}
        {meter.warning && (
          <TriangleAlert className="size-4 text-warning" aria-label="Close to the limit" />
        )}
      </p>
      <p className="mt-1 tabular-nums">
        <span className="text-lg font-semibold">{formatNumber(used)}</span>{" "}
        <span className="text-muted-foreground">
          {limit === null ? "no limit" : `of ${formatNumber(limit)}`}
        </span>
      </p>
      {limit !== null && (
        <>
          <Progress
            value={percent ?? 0}
            label={`${METERS[name].label} used`}
            tone={toneOf(meter)}
            className="mt-2"
          />
          <p className="mt-1.5 text-xs text-muted-foreground tabular-nums">
            {Math.round(percent ?? 0)} % used
            {resets_at && ` · anew ${formatExact(resets_at)}`}
          </p>
        </>
      )}
    </li>
  );
}

const KINDS: Record<UsageKind, string> = {
  chat: "Chat answers",
  run: "Runs over the API",
  search: "Searches",
  embedding: "Embeddings",
  evaluation: "Evaluations",
  ingest: "Documents read in",
  model_test: "Model tests",
};

function KindTable({ kinds }: { kinds: UsageByKind[] }) {
  return (
    <section aria-labelledby="kinds-title">
      <h2 id="kinds-title" className="mb-3 font-medium">
        By kind
      </h2>
      <div className="overflow-x-auto rounded-lg border">
        <table className="w-full text-[13px]">
          <thead className="bg-surface text-muted-foreground">
            <tr>
              <th className="h-9 border-b px-3 text-left font-medium">Kind</th>
              <th className="h-9 border-b px-3 text-right font-medium">Requests</th>
              <th className="h-9 border-b px-3 text-right font-medium">Tokens in</th>
              <th className="h-9 border-b px-3 text-right font-medium">Tokens out</th>
            </tr>
          </thead>
          <tbody className="divide-y">
            {kinds.map(({ kind, requests, prompt_tokens, completion_tokens }) => (
              <tr key={kind}>
                <td className="h-10 px-3">{KINDS[kind]}</td>
                <td className="px-3 text-right font-mono text-xs">{formatNumber(requests)}</td>
                <td className="px-3 text-right font-mono text-xs">{formatNumber(prompt_tokens)}</td>
                <td className="px-3 text-right font-mono text-xs">
                  {formatNumber(completion_tokens)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
