import { IntervalBar } from "@/features/evaluations/components/interval-bar";
import { atAGlance, metricExtent } from "@/features/evaluations/figures";
import { isTime, metricText, metricWords } from "@/features/evaluations/words";
import type { EvaluationMetric } from "@/lib/api/types";
import { plural } from "@/lib/format";

/** What a run measured: each figure with its interval on its scale, and all others below. */
export function MetricTiles({ metrics }: { metrics: EvaluationMetric[] }) {
  const [first, others] = atAGlance(metrics);
  return (
    <section aria-label="Metrics" className="mb-8">
      <dl className="grid grid-cols-2 overflow-hidden rounded-lg border md:grid-cols-3 lg:grid-cols-4">
        {first.map((metric) => (
          <Tile key={metric.name} metric={metric} />
        ))}
      </dl>
      <p className="mt-2 text-xs text-muted-foreground">
        The band is the 95 % interval: another sample of such questions would most likely land in
        it.
      </p>
      {others.length > 0 && <OtherMetrics metrics={others} />}
    </section>
  );
}

function Tile({ metric }: { metric: EvaluationMetric }) {
  const { label, note } = metricWords(metric.name);
  return (
    <div
      className="-mr-px -mb-px border-r border-b px-4 py-3"
      title={note}
      data-testid={`metric-${metric.name}`}
    >
      <dt className="text-[13px] text-muted-foreground">{label}</dt>
      <dd>
        <span className="font-mono text-xl tabular-nums">
          {metricText(metric.name, metric.value)}
        </span>
        <IntervalBar
          extent={metricExtent(metric)}
          tone={isTime(metric.name) ? "neutral" : "accent"}
          className="mt-1.5"
        />
        <span className="mt-1 flex flex-wrap justify-between gap-x-2 text-xs text-muted-foreground tabular-nums">
          <span>
            {metricText(metric.name, metric.low)} – {metricText(metric.name, metric.high)}
          </span>
          <span>{plural(metric.count, "question")}</span>
        </span>
      </dd>
    </div>
  );
}

function OtherMetrics({ metrics }: { metrics: EvaluationMetric[] }) {
  return (
    <details className="mt-3 text-[13px]">
      <summary className="w-fit cursor-pointer rounded-sm text-muted-foreground hover:text-foreground">
        All other metrics
      </summary>
      <table className="mt-2 w-full max-w-xl">
        <thead className="text-muted-foreground">
          <tr>
            <th className="border-b py-1.5 text-left font-medium">Metric</th>
            <th className="border-b py-1.5 text-right font-medium">Value</th>
            <th className="border-b py-1.5 text-right font-medium">95 % interval</th>
          </tr>
        </thead>
        <tbody className="divide-y">
          {metrics.map((metric) => (
            <tr key={metric.name} title={metricWords(metric.name).note}>
              <td className="py-1.5">{metricWords(metric.name).label}</td>
              <td className="text-right font-mono text-xs tabular-nums">
                {metricText(metric.name, metric.value)}
              </td>
              <td className="text-right font-mono text-xs text-muted-foreground tabular-nums">
                {metricText(metric.name, metric.low)} – {metricText(metric.name, metric.high)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
