import type { ProgressTone } from "@/components/ui/progress";
import type { Meter, MeterName } from "@/lib/api/types";
import { formatExact, formatNumber } from "@/lib/format";

export const METERS: Record<MeterName, { label: string; unit: string }> = {
  tokens: { label: "Tokens this month", unit: "tokens" },
  projects: { label: "Projects", unit: "projects" },
  documents: { label: "Documents", unit: "documents" },
  requests: { label: "Requests this minute", unit: "requests a minute" },
};

export function toneOf(meter: Pick<Meter, "percent" | "warning">): ProgressTone {
  if ((meter.percent ?? 0) >= 100) return "danger";
  return meter.warning ? "warning" : "accent";
}

/** The meter that is worth a word on every page: the fullest that warns, minutes left out. */
export function loudestMeter(meters: Meter[]): Meter | null {
  const warning = meters.filter((meter) => meter.warning && meter.name !== "requests");
  return warning.sort((a, b) => (b.percent ?? 0) - (a.percent ?? 0))[0] ?? null;
}

/** "You have used 8,500 of 10,000 tokens this month. It starts anew on Dec 1, 2026, 1:00 AM." */
export function meterSentence({ name, used, limit, resets_at }: Meter): string {
  const amount = `${formatNumber(used)} of ${formatNumber(limit ?? used)} ${METERS[name].unit}`;
  if (!resets_at) return `You have used ${amount}.`;
  return `You have used ${amount}. Counting starts anew on ${formatExact(resets_at)}.`;
}
