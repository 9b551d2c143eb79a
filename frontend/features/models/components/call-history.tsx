import { failureWords } from "@/features/models/health";
import type { ModelOutcome } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import { formatDuration, formatExact } from "@/lib/format";

const HEIGHT = 36;
const LEAST = 3;

/** A bar for each of the latest calls, as high as the wait for its first word was long. */
export function CallHistory({ history }: { history: readonly ModelOutcome[] }) {
  const longest = Math.max(1, ...history.map(({ ms }) => ms ?? 0));
  return (
    <figure>
      <div className="flex items-end gap-3">
        <div aria-hidden className="flex flex-1 items-end gap-px" style={{ height: HEIGHT }}>
          {history.map((call, index) => (
            <span
              key={`${call.at}-${index}`}
              title={wordsOf(call)}
              className={cn(
                "max-w-3 min-w-px flex-1 rounded-t-[2px]",
                call.failure ? "bg-danger" : "bg-primary/60",
              )}
              style={{ height: call.failure ? HEIGHT : heightOf(call.ms, longest) }}
            />
          ))}
        </div>
        <span className="font-mono text-xs text-muted-foreground">{formatDuration(longest)}</span>
      </div>
      <figcaption className="mt-1.5 text-xs text-muted-foreground">
        Wait for the first word of each call, oldest at the left; red failed. Counted by this API
        process since it started.
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

function heightOf(ms: number | null, longest: number): number {
  return Math.max(LEAST, Math.round(((ms ?? 0) / longest) * HEIGHT));
}

function wordsOf({ at, kind, failure, ms }: ModelOutcome): string {
  const what = kind === "check" ? "Check" : "Answer";
  const how = failure ? failureWords(failure) : ms === null ? "no word" : formatDuration(ms);
  return `${what} at ${formatExact(at)}: ${how}`;
}
