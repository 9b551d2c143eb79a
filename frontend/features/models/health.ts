import type { BadgeTone } from "@/components/ui/badge";
import type { ModelHealth, ModelOutcome } from "@/lib/api/types";

const FAILURES: Record<string, string> = {
  model_unavailable: "Could not be reached",
  model_timeout: "Took too long",
  model_busy: "Had no turn free",
  model_rate_limited: "Asked too often",
  model_key_refused: "The key was refused",
  model_not_served: "Does not serve this id",
  model_refused: "Refused the request",
  model_failed: "Failed",
  model_broke_off: "Broke off",
  model_resting: "Left alone after failures",
  address_not_allowed: "The address may not be called",
  address_not_resolved: "The host was not found",
};

/** What the code of a failure means; the code itself where we do not know it. */
export function failureWords(code: string): string {
  return FAILURES[code] ?? code.replaceAll("_", " ");
}

/** The newest of the failed calls; null when there was none. */
export function lastFailure(history: readonly ModelOutcome[]): ModelOutcome | null {
  return history.findLast(({ failure }) => failure !== null) ?? null;
}

export type HealthState = { label: string; tone: BadgeTone; note: string };

/** How a model is, in a word: what the present check says, and whether it is left alone. */
export function healthState(health: ModelHealth): HealthState {
  if (health.circuit === "open") {
    return {
      label: "Resting",
      tone: "danger",
      note: "It failed several times in a row and is left alone for a while. Its fallback answers meanwhile, where it has one.",
    };
  }
  if (health.status === "down") return { label: "Down", tone: "danger", note: health.message };
  if (health.circuit === "half_open") {
    return {
      label: "Recovering",
      tone: "warning",
      note: "It failed before. One call is let through to see whether it answers again.",
    };
  }
  return { label: "Up", tone: "success", note: health.message };
}

/** Of the calls that ended: how many there were, how many failed, and the median wait. */
export function callFigures(history: readonly ModelOutcome[]) {
  const waits = history.flatMap(({ ms }) => (ms === null ? [] : [ms])).sort((a, b) => a - b);
  return {
    calls: history.length,
    failed: history.filter(({ failure }) => failure !== null).length,
    medianMs: waits.length === 0 ? null : (waits[Math.floor((waits.length - 1) / 2)] ?? null),
  };
}
