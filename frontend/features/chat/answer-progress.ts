/** What is known of an answer while it is written, as its events tell it. */
import type { NumberedEvent } from "@/features/chat/stream-events";
import type { Citation, Message } from "@/lib/api/types";

export type AnswerProgress = {
  text: string;
  /** What the model reads; null until it was searched for. */
  passages: Citation[] | null;
  /** The number of the last event, from which the stream is taken up again. */
  lastEvent: number;
  /** Whether the connection is gone, and the rest of the answer still to be fetched. */
  isCut: boolean;
  hasEnded: boolean;
  /** The answer as it is kept, once it has ended; null where its last event did not bring it. */
  kept: Message | null;
};

export const NOTHING_YET: AnswerProgress = {
  text: "",
  passages: null,
  lastEvent: 0,
  isCut: false,
  hasEnded: false,
  kept: null,
};

/** Takes an event in. One that was told before, as after taking a stream up again, changes nothing. */
export function withEvent(
  progress: AnswerProgress,
  { number, event }: NumberedEvent,
): AnswerProgress {
  if (number <= progress.lastEvent || progress.hasEnded) return progress;
  const next = { ...progress, lastEvent: number, isCut: false };
  switch (event.type) {
    case "start":
      return next;
    case "passages":
      return { ...next, passages: event.passages };
    case "delta":
      return { ...next, text: progress.text + event.text };
    case "done":
      return { ...next, hasEnded: true, kept: event.message };
    case "error":
      return { ...next, hasEnded: true, kept: event.answer };
  }
}
