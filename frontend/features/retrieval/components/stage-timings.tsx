import { isRemembered, stageShares } from "@/features/retrieval/figures";
import { STAGES } from "@/features/retrieval/words";
import type { SearchResult } from "@/lib/api/types";
import { formatDuration } from "@/lib/format";

/** How long each stage of a search took, as figures and as bars. */
export function StageTimings({ result }: { result: SearchResult }) {
  return (
    <div>
      <table className="w-full text-[13px]" data-testid="stage-timings">
        <caption className="sr-only">Time of each stage</caption>
        <tbody>
          {stageShares(result).map(({ stage, ms, share }) => (
            <tr key={stage} title={STAGES[stage].note}>
              <th
                scope="row"
                className="w-20 py-1 pr-3 text-left font-normal text-muted-foreground"
              >
                {STAGES[stage].label}
              </th>
              <td className="py-1">
                <span aria-hidden className="block h-1.5 overflow-hidden rounded-full bg-border">
                  <span
                    className="block h-full min-w-px rounded-full bg-primary"
                    style={{ width: `${share}%` }}
                  />
                </span>
              </td>
              <td className="w-20 py-1 pl-3 text-right font-mono text-xs tabular-nums">
                {formatDuration(ms)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {isRemembered(result) && (
        <p className="mt-1 text-xs text-muted-foreground">
          Nothing has changed since this was last searched, so what was found then is shown.
        </p>
      )}
    </div>
  );
}
