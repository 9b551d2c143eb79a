/** How long the documents in work will take, from how fast the last ones were finished. */

export type Sample = { atMs: number; finished: number };

/** Longer ago says little about now. */
const WINDOW_MS = 3 * 60_000;
/** A shorter look than this is chance. */
const LEAST_MS = 8000;

/** The samples of the last minutes with a new one; they begin anew when documents went away. */
export function addSample(samples: readonly Sample[], sample: Sample): Sample[] {
  const last = samples.at(-1);
  if (last && sample.finished < last.finished) return [sample];
  return [...samples.filter(({ atMs }) => sample.atMs - atMs <= WINDOW_MS), sample];
}

/** Seconds until `left` more are finished; null while there is nothing to go by. */
export function remainingSeconds(samples: readonly Sample[], left: number): number | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || left === 0) return null;
  const finished = last.finished - first.finished;
  const elapsedMs = last.atMs - first.atMs;
  if (finished < 2 || elapsedMs < LEAST_MS) return null;
  return Math.round(((elapsedMs / finished) * left) / 1000);
}
