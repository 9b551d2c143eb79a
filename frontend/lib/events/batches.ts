import { throttle } from "@/lib/throttle";

import { subjectOf, type LiveEvent } from "./messages";

/** Five repaints a second are as many as a reader can follow. */
const REPAINT_MS = 200;

export type Batches = { add: (event: LiveEvent) => void; drop: () => void };

/**
 * Hands events on together, five times a second at most, and of each subject only the last one:
 * a thousand documents in flight cost as much as a handful.
 */
export function createBatches(deliver: (events: LiveEvent[]) => void): Batches {
  const waiting = new Map<string, LiveEvent>();
  const flush = throttle(() => {
    const events = [...waiting.values()];
    waiting.clear();
    deliver(events);
  }, REPAINT_MS);
  return {
    add(event) {
      waiting.set(subjectOf(event), event);
      flush();
    },
    drop() {
      waiting.clear();
      flush.cancel();
    },
  };
}
