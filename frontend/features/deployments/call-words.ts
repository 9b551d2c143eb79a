/** Calls of programs in words. */
import type { Call } from "@/lib/api/types";
import { formatDuration, formatNumber } from "@/lib/format";

/** How a call can have ended. */
export const CALL_ENDS = ["complete", "interrupted", "failed"] as const;

export const STATUS_LABELS: Record<Call["status"], string> = {
  streaming: "Being written",
  complete: "Complete",
  interrupted: "Interrupted",
  failed: "Failed",
};

/** Which of the two APIs was called. */
export const VIA_LABELS: Record<Call["via"], string> = { openai: "/v1", run: "Run" };

/** Where a call is shown. */
export function callHref(deploymentId: string, callId: string): string {
  return `/deployments/${deploymentId}/calls/${callId}`;
}

/** The tab with all calls of a deployment. */
export function callsHref(deploymentId: string): string {
  return `/deployments/${deploymentId}?tab=calls`;
}

/** Whose key a call was made with. */
export function callerText({ api_key: key }: Pick<Call, "api_key">): string {
  return key?.name ?? "Signed in";
}

/** "1,204 + 86": the prompt's tokens and the answer's. */
export function tokensText(tokens: Call["tokens"]): string {
  if (!tokens) return "–";
  return `${formatNumber(tokens.prompt_tokens)} + ${formatNumber(tokens.completion_tokens)}`;
}

/** A time as a person reads it, with a dash for one that was not kept. */
export function timeText(ms: number | null | undefined): string {
  return ms == null ? "–" : formatDuration(ms);
}
