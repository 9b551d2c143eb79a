/** What happened when, from a question's arrival to its answer's last word. */
import { stageShares, type StageShare } from "@/features/retrieval/figures";
import { STAGES } from "@/features/retrieval/words";
import type { AnswerTrace } from "@/lib/api/types";

export type TimelineStep = {
  key: string;
  label: string;
  note: string;
  /** Milliseconds since the question arrived. */
  start: number;
  ms: number;
  /** A part of the step before it. */
  isPart: boolean;
};

type Timed = Pick<AnswerTrace, "timings" | "retrieval">;

/** Parts shorter than this share of the search would only be lines without a bar, in percent. */
const LEAST_SHARE = 1;
/** Nor are there bars to see where the search is shorter than this share of the whole. */
const LEAST_SEARCH = 0.1;

/** The steps in their order, the search with its longer stages; empty when no time was kept. */
export function timelineOf({ timings, retrieval }: Timed): TimelineStep[] {
  if (!timings) return [];
  const { retrieval_ms: searched, total_ms: total } = timings;
  const written = timings.first_token_ms ?? total;
  const hasParts = retrieval && searched >= total * LEAST_SEARCH;
  return [
    ...(retrieval ? [searchStep(searched)] : []),
    ...(hasParts ? searchParts(stageShares(retrieval)) : []),
    {
      key: "read",
      label: "First word",
      note: "The model reads the prompt",
      start: retrieval ? searched : 0,
      ms: Math.max(0, written - (retrieval ? searched : 0)),
      isPart: false,
    },
    {
      key: "write",
      label: "Writing",
      note: "The model writes, sentence by sentence",
      start: written,
      ms: Math.max(0, total - written),
      isPart: false,
    },
  ];
}

function searchStep(ms: number): TimelineStep {
  return {
    key: "search",
    label: "Search",
    note: "From the question to the passages",
    start: 0,
    ms,
    isPart: false,
  };
}

function searchParts(shares: StageShare[]): TimelineStep[] {
  let start = 0;
  return shares.flatMap(({ stage, ms, share }) => {
    const step = { ...STAGES[stage], key: `search-${stage}`, start, ms, isPart: true };
    start += ms;
    return share < LEAST_SHARE ? [] : [step];
  });
}

export type BarPlace = { left: number; width: number };

/** Where a step's bar stands on a line that is `total` milliseconds long, in percent. */
export function barOf({ start, ms }: Pick<TimelineStep, "start" | "ms">, total: number): BarPlace {
  if (total <= 0) return { left: 0, width: 0 };
  const left = Math.min(100, (start / total) * 100);
  return { left, width: Math.min(100 - left, (ms / total) * 100) };
}
