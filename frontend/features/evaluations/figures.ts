/** Where values and intervals lie on their scales, and what a change means. */
import { isBetterLow, isTime, KEY_METRICS } from "@/features/evaluations/words";
import type { EvaluationMetric, EvaluationResult, MetricDiff } from "@/lib/api/types";

/** The part of a scale that an interval covers, in percent. */
export type Extent = { left: number; width: number; at: number };

function percent(value: number, low: number, high: number): number {
  if (high <= low) return 0;
  return Math.min(1, Math.max(0, (value - low) / (high - low))) * 100;
}

/** The scale of a metric: shares go from 0 to 1, times from 0 to the end of their interval. */
function topOf({ name, high, value }: EvaluationMetric): number {
  return isTime(name) ? Math.max(high, value) * 1.15 || 1 : 1;
}

/** Where a metric and its interval lie on its scale. */
export function metricExtent(metric: EvaluationMetric): Extent {
  const top = topOf(metric);
  const left = percent(metric.low, 0, top);
  return {
    left,
    width: percent(metric.high, 0, top) - left,
    at: percent(metric.value, 0, top),
  };
}

/** Where a change and its interval lie on a scale with 0 in the middle. */
export function changeExtent(diff: Pick<MetricDiff, "change" | "low" | "high">, reach: number) {
  const left = percent(diff.low, -reach, reach);
  return {
    left,
    width: percent(diff.high, -reach, reach) - left,
    at: percent(diff.change, -reach, reach),
  };
}

/** How far a scale of changes must reach to both sides, so that all shares of a table fit. */
export function reachOf(diffs: readonly MetricDiff[]): number {
  const ends = diffs.flatMap(({ low, high, change }) => [low, high, change]).map(Math.abs);
  return Math.max(0.01, ...ends);
}

export type Verdict = "better" | "worse" | "same";

/** What a change of a metric is worth: nothing unless its interval leaves 0 out. */
export function verdictOf({ name, change, significant }: MetricDiff): Verdict {
  if (!significant || change === 0) return "same";
  return change > 0 !== isBetterLow(name) ? "better" : "worse";
}

/** The metrics that say most first, times last, the others as they come. */
export function sortMetrics<Metric extends { name: string }>(metrics: readonly Metric[]): Metric[] {
  const place = ({ name }: Metric) => {
    const key = (KEY_METRICS as readonly string[]).indexOf(name);
    if (key >= 0) return key;
    return isTime(name) ? KEY_METRICS.length + 1 : KEY_METRICS.length;
  };
  return [...metrics].sort((a, b) => place(a) - place(b));
}

const AT_A_GLANCE: readonly string[] = [
  ...KEY_METRICS,
  "groundedness",
  "correctness",
  "latency_p50_ms",
  "latency_p95_ms",
];

/** Metrics in two: those to be seen at once, and the others. */
export function atAGlance<Metric extends { name: string }>(
  metrics: readonly Metric[],
): [first: Metric[], others: Metric[]] {
  const sorted = sortMetrics(metrics);
  const isFirst = ({ name }: Metric) => AT_A_GLANCE.includes(name);
  return [sorted.filter(isFirst), sorted.filter((metric) => !isFirst(metric))];
}

/** The metric that a run is judged by at a glance. */
export function headline<Metric extends { name: string }>(
  metrics: readonly Metric[],
): Metric | undefined {
  return sortMetrics(metrics)[0];
}

export type Expected = {
  name: string;
  grade: number;
  /** Where it was found; null when it was not. */
  rank: number | null;
  documentId: string | null;
  span: { start: number; end: number } | null;
};

type Found = EvaluationResult["retrieved"][number];

function answers(found: Found, gold: EvaluationResult["question"]["gold"][number]): boolean {
  const isSame = gold.document_id
    ? found.document_id === gold.document_id
    : found.document_name === gold.document_name;
  if (!isSame || found.relevant_grade === 0) return false;
  if (gold.char_start == null || gold.char_end == null) return true;
  return found.char_start < gold.char_end && found.char_end > gold.char_start;
}

/** What should have been found, each with the place where it was. */
export function expectedOf({ question, retrieved }: EvaluationResult): Expected[] {
  return question.gold.map((gold) => ({
    name: gold.document_name ?? gold.document_id ?? "",
    grade: gold.grade ?? 1,
    rank: retrieved.find((found) => answers(found, gold))?.rank ?? null,
    documentId: gold.document_id ?? null,
    span:
      gold.char_start != null && gold.char_end != null
        ? { start: gold.char_start, end: gold.char_end }
        : null,
  }));
}
