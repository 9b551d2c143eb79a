/** Runs, metrics and versions in plain words. */
import type { BadgeTone } from "@/components/ui/badge";
import type { EvaluationRun, QuestionSetVersion } from "@/lib/api/types";
import { formatDuration } from "@/lib/format";

export const RUN_STATES: Record<EvaluationRun["status"], { label: string; tone: BadgeTone }> = {
  pending: { label: "Waiting", tone: "neutral" },
  running: { label: "Running", tone: "info" },
  completed: { label: "Completed", tone: "success" },
  failed: { label: "Failed", tone: "danger" },
  cancelled: { label: "Stopped", tone: "warning" },
};

export const ORIGINS: Record<QuestionSetVersion["origin"], string> = {
  form: "Written by hand",
  import: "Imported",
  generated: "Generated",
};

/** The figures that say most, in the order they are looked at. */
export const KEY_METRICS = ["ndcg@10", "mrr", "recall@5", "recall@10", "hit@1"] as const;

/** Whether a metric is a time rather than a share. */
export function isTime(metric: string): boolean {
  return metric.endsWith("_ms");
}

/** Whether less of it is better. */
export function isBetterLow(metric: string): boolean {
  return isTime(metric);
}

const FIXED: Record<string, { label: string; note: string }> = {
  mrr: { label: "MRR", note: "1 divided by the place of the first right passage, on average" },
  groundedness: {
    label: "Groundedness",
    note: "Share of the sentences of an answer that the passages support",
  },
  correctness: { label: "Correctness", note: "How far answers say what was expected" },
  token_f1: { label: "Shared words", note: "Words that answer and expected answer share" },
  judged_correct: { label: "Judged correct", note: "Answers that a model judged to be correct" },
  latency_p50_ms: { label: "Time, median", note: "Half of the questions were faster" },
  latency_p95_ms: { label: "Time, slowest 5 %", note: "95 of 100 questions were faster" },
};

const AT: Record<string, { label: string; note: (k: string) => string }> = {
  ndcg: {
    label: "nDCG",
    note: (k) => `How well the first ${k} are ordered, better grades counting more`,
  },
  recall: { label: "Recall", note: (k) => `Share of what is right that is among the first ${k}` },
  hit: {
    label: "Hit",
    note: (k) =>
      k === "1"
        ? "Questions whose first passage is right"
        : `Questions with something right among the first ${k}`,
  },
};

/** "ndcg@10" → "nDCG@10" with what it means. */
export function metricWords(name: string): { label: string; note: string } {
  const [kind = "", k] = name.split("@");
  const at = AT[kind];
  if (k && at) return { label: `${at.label}@${k}`, note: at.note(k) };
  return FIXED[name] ?? { label: name, note: "" };
}

/** A metric's value: "0.573", or a time. */
export function metricText(name: string, value: number): string {
  return isTime(name) ? formatDuration(value) : value.toFixed(3);
}

/** A change of a metric with its sign: "+0.031", "−12 ms", "±0". */
export function changeText(name: string, change: number): string {
  const size = metricText(name, Math.abs(change));
  if (change === 0 || Number(size) === 0) return "±0";
  return `${change > 0 ? "+" : "−"}${size}`;
}

export const GRADES = [1, 2, 3, 4] as const;

const GRADE_WORDS = ["", "a little", "in part", "well", "completely"];

/** How well a passage answers: 1 is "a little", 4 is "completely". */
export function gradeText(grade: number): string {
  return GRADE_WORDS[grade] ?? "";
}
