import { IntervalBar } from "@/features/evaluations/components/interval-bar";
import { atAGlance, changeExtent, reachOf, verdictOf } from "@/features/evaluations/figures";
import { changeText, isTime, metricText, metricWords } from "@/features/evaluations/words";
import type { MetricDiff, RunDiff } from "@/lib/api/types";
import { cn } from "@/lib/cn";

const TONES = { better: "success", worse: "danger", same: "neutral" } as const;
const TEXTS = { better: "text-success", worse: "text-danger", same: "text-muted-foreground" };
const WORDS = { better: "Better", worse: "Worse", same: "No clear change" };

/** Every metric before and after, its change with the interval drawn around no change. */
export function MetricDiffTable({ diff }: { diff: RunDiff }) {
  const [first, others] = atAGlance(diff.metrics);
  const reach = reachOf(diff.metrics.filter(({ name }) => !isTime(name)));
  return (
    <section aria-label="Metrics" className="mb-8">
      <DiffTable metrics={first} reach={reach} />
      <p className="mt-2 text-xs text-muted-foreground">
        A change counts when its interval leaves no change out: the line in the middle. With few
        questions only large changes can.
      </p>
      {others.length > 0 && (
        <details className="mt-3 text-[13px]">
          <summary className="mb-2 w-fit cursor-pointer rounded-sm text-muted-foreground hover:text-foreground">
            All other metrics
          </summary>
          <DiffTable metrics={others} reach={reach} />
        </details>
      )}
    </section>
  );
}

function DiffTable({ metrics, reach }: { metrics: MetricDiff[]; reach: number }) {
  return (
    <div className="relative overflow-x-auto rounded-lg border">
      <table className="w-full border-collapse text-[13px]" data-testid="metric-diff">
        <caption className="sr-only">Metrics of both runs</caption>
        <thead className="bg-surface text-muted-foreground">
          <tr>
            <Heading className="text-left">Metric</Heading>
            <Heading className="hidden text-right sm:table-cell">Before</Heading>
            <Heading className="text-right">After</Heading>
            <Heading className="text-right">Change</Heading>
            <Heading className="hidden text-left lg:table-cell">
              95 % interval of the change
            </Heading>
            <Heading className="text-left">Verdict</Heading>
          </tr>
        </thead>
        <tbody className="divide-y">
          {metrics.map((metric) => (
            <MetricRow
              key={metric.name}
              metric={metric}
              reach={isTime(metric.name) ? reachOf([metric]) : reach}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Heading({ className, children }: { className: string; children: string }) {
  return (
    <th scope="col" className={cn("h-9 border-b px-3 font-medium whitespace-nowrap", className)}>
      {children}
    </th>
  );
}

function MetricRow({ metric, reach }: { metric: MetricDiff; reach: number }) {
  const { name, a, b, change, low, high } = metric;
  const { label, note } = metricWords(name);
  const verdict = verdictOf(metric);
  const number = "px-3 py-2 text-right font-mono text-xs tabular-nums whitespace-nowrap";
  return (
    <tr title={note} data-testid={`diff-${name}`} data-verdict={verdict}>
      <th scope="row" className="px-3 py-2 text-left font-normal sm:whitespace-nowrap">
        {label}
      </th>
      <td className={cn(number, "hidden text-muted-foreground sm:table-cell")}>
        {metricText(name, a)}
      </td>
      <td className={number}>{metricText(name, b)}</td>
      <td className={cn(number, TEXTS[verdict])}>{changeText(name, change)}</td>
      <td className="hidden px-3 py-2 lg:table-cell">
        <span className="flex items-center gap-3">
          <IntervalBar
            extent={changeExtent({ change, low, high }, reach)}
            tone={TONES[verdict]}
            centred
            className="w-40"
          />
          <span className="font-mono text-xs whitespace-nowrap text-muted-foreground tabular-nums">
            {changeText(name, low)} … {changeText(name, high)}
          </span>
        </span>
      </td>
      <td className={cn("px-3 py-2 whitespace-nowrap", TEXTS[verdict])}>{WORDS[verdict]}</td>
    </tr>
  );
}
