import { barOf, timelineOf, type TimelineStep } from "@/features/traces/timeline";
import type { AnswerTrace } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import { formatDuration } from "@/lib/format";

/** What happened when: each step as a bar on the line from question to last word. */
export function TraceTimeline({ trace }: { trace: AnswerTrace }) {
  const steps = timelineOf(trace);
  const total = trace.timings?.total_ms ?? 0;
  if (steps.length === 0) return null;
  return (
    <section aria-label="Timeline">
      <h3 className="mb-1 flex justify-between text-xs text-muted-foreground">
        <span>Time</span>
        <span className="font-mono tabular-nums">{formatDuration(total)}</span>
      </h3>
      <table className="w-full text-[13px]" data-testid="trace-timeline">
        <caption className="sr-only">Each step with the time it took</caption>
        <tbody>
          {steps.map((step) => (
            <StepRow key={step.key} step={step} total={total} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function StepRow({ step, total }: { step: TimelineStep; total: number }) {
  const { left, width } = barOf(step, total);
  return (
    <tr title={step.note} data-step={step.key}>
      <th
        scope="row"
        className={cn(
          "w-24 py-1 pr-3 text-left font-normal",
          step.isPart && "pl-3 text-xs text-muted-foreground",
        )}
      >
        {step.label}
      </th>
      <td className="py-1">
        <span
          aria-hidden
          className={cn("relative block rounded-full bg-border", step.isPart ? "h-1" : "h-1.5")}
        >
          <span
            className={cn(
              "absolute inset-y-0 min-w-px rounded-full",
              step.isPart ? "bg-primary/55" : "bg-primary",
            )}
            style={{ left: `${left}%`, width: `${width}%` }}
          />
        </span>
      </td>
      <td className="w-18 py-1 pl-3 text-right font-mono text-xs tabular-nums">
        {formatDuration(step.ms)}
      </td>
    </tr>
  );
}
