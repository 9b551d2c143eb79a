/** An answer of now against the one of then, in words and figures. */
import type { Choice } from "@/components/common/choice-select";
import type { ReplayedPassage } from "@/lib/api/types";
import type { components } from "@/lib/api/schema";
import { formatDuration, formatNumber } from "@/lib/format";

/** What is known of a version that may be asked. */
export type ReplayVersion = Pick<
  components["schemas"]["DeploymentVersionOut"],
  "number" | "note" | "is_live" | "model_available"
>;

type Unit = "tokens" | "ms";

export function figureText(value: number | null | undefined, unit: Unit): string {
  if (value == null) return "not known";
  return unit === "ms" ? formatDuration(value) : formatNumber(value);
}

/** "+12", "−1.2 s", "same". */
export function changeText(change: number | null, unit: Unit): string {
  if (change === null) return "not known";
  if (change === 0) return "same";
  return `${change > 0 ? "+" : "−"}${figureText(Math.abs(change), unit)}`;
}

/** The versions to choose from: first those that did not write the answer. */
export function versionChoices(
  versions: readonly ReplayVersion[],
  written: number | null,
): Choice<string>[] {
  const others = versions.filter(({ number }) => number !== written);
  const same = versions.filter(({ number }) => number === written);
  return [...others, ...same].map((version) => ({
    value: String(version.number),
    label: `Version ${version.number}`,
    note: versionNote(version, written),
    disabled: !version.model_available,
  }));
}

function versionNote(version: ReplayVersion, written: number | null): string {
  const parts = [
    version.number === written && "wrote this answer",
    version.is_live && "live",
    version.model_available ? version.note : "its model is gone",
  ];
  return parts.filter(Boolean).join(" · ");
}

/** "new", "no longer read", "3 → 1", "still 2": where a passage stands now. */
export function placeText({ before, after }: Pick<ReplayedPassage, "before" | "after">): string {
  if (before === null) return "new";
  if (after === null) return "no longer read";
  return before === after ? `still ${after}` : `${before} → ${after}`;
}
