import { confidenceText } from "@/lib/grounding";

/** How well a passage supports what it is cited for, from 0 to 1, as a bar and a figure. */
export function ConfidenceMeter({ confidence }: { confidence: number }) {
  return (
    <span
      data-testid="confidence"
      title="How well the passage supports the sentence it is cited for; of several, the weakest"
      className="flex items-center gap-2 text-xs text-muted-foreground"
    >
      Confidence
      <span aria-hidden className="h-1 w-16 overflow-hidden rounded-full bg-border">
        <span
          className="block h-full rounded-full bg-primary"
          style={{ width: confidenceText(confidence) }}
        />
      </span>
      <span className="font-mono text-foreground tabular-nums">{confidenceText(confidence)}</span>
    </span>
  );
}
