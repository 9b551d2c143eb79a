import { failureWords } from "@/features/models/health";
import type { ModelOutcome } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import { formatDuration, formatExact } from "@/lib/format";

const HEIGHT = 36;
const LEAST = 3;
const BAR_WIDTH = 13;

/** A bar for each of the latest calls, as high as the wait for its first word was long. */
export function CallHistory({ history }: { history: readonly ModelOutcome[] }) {
  const longest = Math.max(0, ...history.map(({ ms }) => ms ?? 0));
  return (
    <figure>
      <div className="flex items-end gap-3">
        <div
          aria-hidden
          className="flex min-w-0 items-end gap-px border-b"
          style={{ height: HEIGHT, width: history.length * BAR_WIDTH }}
        >
          {history.map((call, index) => (
            <span
              key={`${call.at}-${index}`}
              title={wordsOf(call)}
              className={cn("min-w-0 flex-1 rounded-t-[2px]", toneOf(call))}
              style={{ height: call.failure ? HEIGHT : heightOf(call.ms, longest) }}
            />
          ))}
        </div>
        {longest > 0 && (
          <span className="shrink-0 self-start font-mono text-xs whitespace-nowrap text-muted-foreground">
            {formatDuration(longest)}
          </span>
        )}
      </div>
      <figcaption className="mt-1.5 text-xs text-muted-foreground">
        Wait for the first word of each answer, oldest at the left. Grey are checks of whether it is
        up; red failed. Counted by this API process since it started.
      </figcaption>
      <table className="sr-only">
        <caption>Latest calls</caption>
        <tbody>
          {history.map((call, index) => (
            <tr key={`${call.at}-${index}`}>
              <td>{wordsOf(call)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function toneOf({ kind, failure }: ModelOutcome): string {
  if (failure) return "bg-danger";
  return kind === "check" ? "bg-border-strong" : "bg-primary/60";
}

function heightOf(ms: number | null, longest: number): number {
  return longest === 0 ? LEAST : Math.max(LEAST, Math.round(((ms ?? 0) / longest) * HEIGHT));
}

function wordsOf({ at, kind, failure, ms }: ModelOutcome): string {
  const what = kind === "check" ? "Check" : "Answer";
  const how = failure ? failureWords(failure) : ms === null ? "no word" : formatDuration(ms);
  return `${what} at ${formatExact(at)}: ${how}`;
}
