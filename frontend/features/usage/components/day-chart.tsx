import { niceCeiling } from "@/features/usage/days";
import type { UsageDay } from "@/lib/api/types";
import { formatNumber } from "@/lib/format";

const compact = new Intl.NumberFormat("en", { notation: "compact" });
const dayFormat = new Intl.DateTimeFormat("en", {
  day: "numeric",
  month: "short",
  timeZone: "UTC",
});
/** One day in so many has its date below it. */
const LABEL_EVERY = 7;

function tokensOf(day: UsageDay): number {
  return day.prompt_tokens + day.completion_tokens;
}

function describe(day: UsageDay): string {
  const tokens = `${formatNumber(day.prompt_tokens)} in, ${formatNumber(day.completion_tokens)} out`;
  return `${dayFormat.format(new Date(day.date))}: ${tokens}, ${formatNumber(day.requests)} requests`;
}

/** Tokens per day as stacked bars, and the same figures as a table behind them. */
export function DayChart({ days }: { days: UsageDay[] }) {
  const top = niceCeiling(Math.max(0, ...days.map(tokensOf)));
  return (
    <figure>
      <div className="rounded-lg border px-3 pt-4 pb-2" aria-hidden>
        <div className="flex gap-2">
          <div className="flex h-44 w-14 shrink-0 flex-col justify-between text-right font-mono text-[11px] text-muted-foreground">
            {[1, 0.5, 0].map((share) => (
              <span key={share} className="-my-2">
                {compact.format(top * share)}
              </span>
            ))}
          </div>
          <div className="relative h-44 min-w-0 flex-1">
            {[0, 50, 100].map((bottom) => (
              <div
                key={bottom}
                className="absolute inset-x-0 border-t border-border"
                style={{ bottom: `${bottom}%` }}
              />
            ))}
            <div className="absolute inset-0 flex items-end gap-px sm:gap-1">
              {days.map((day) => (
                <Bar key={day.date} day={day} top={top} />
              ))}
            </div>
          </div>
        </div>
        <div className="mt-1.5 ml-16 flex gap-px sm:gap-1">
          {days.map((day, index) => (
            <span
              key={day.date}
              className="h-4 min-w-0 flex-1 overflow-visible text-[11px] whitespace-nowrap text-muted-foreground"
            >
              {index % LABEL_EVERY === 0 && dayFormat.format(new Date(day.date))}
            </span>
          ))}
        </div>
        <p className="mt-1 flex justify-end gap-4 text-xs text-muted-foreground">
          <Legend className="bg-primary" label="Tokens out" />
          <Legend className="bg-primary/40" label="Tokens in" />
        </p>
      </div>
      <DayTable days={days.filter((day) => day.requests > 0)} />
    </figure>
  );
}

function Bar({ day, top }: { day: UsageDay; top: number }) {
  return (
    <div className="flex h-full min-w-0 flex-1 flex-col justify-end" title={describe(day)}>
      <div className="bg-primary" style={{ height: `${(day.completion_tokens / top) * 100}%` }} />
      <div className="bg-primary/40" style={{ height: `${(day.prompt_tokens / top) * 100}%` }} />
    </div>
  );
}

function Legend({ className, label }: { className: string; label: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span className={`size-2 rounded-xs ${className}`} /> {label}
    </span>
  );
}

function DayTable({ days }: { days: UsageDay[] }) {
  return (
    <details className="mt-2 text-[13px]">
      <summary className="w-fit cursor-pointer rounded-sm text-muted-foreground hover:text-foreground">
        Show as table
      </summary>
      <table className="mt-2 w-full max-w-lg tabular-nums">
        <caption className="sr-only">Tokens and requests per day</caption>
        <thead className="text-muted-foreground">
          <tr>
            <th className="border-b py-1.5 text-left font-medium">Day</th>
            <th className="border-b py-1.5 text-right font-medium">Requests</th>
            <th className="border-b py-1.5 text-right font-medium">Tokens in</th>
            <th className="border-b py-1.5 text-right font-medium">Tokens out</th>
          </tr>
        </thead>
        <tbody className="divide-y font-mono text-xs">
          {days.map((day) => (
            <tr key={day.date}>
              <td className="py-1.5">{day.date}</td>
              <td className="text-right">{formatNumber(day.requests)}</td>
              <td className="text-right">{formatNumber(day.prompt_tokens)}</td>
              <td className="text-right">{formatNumber(day.completion_tokens)}</td>
            </tr>
          ))}
          {days.length === 0 && (
            <tr>
              <td colSpan={4} className="py-3 font-sans text-muted-foreground">
                Nothing used this month.
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </details>
  );
}
