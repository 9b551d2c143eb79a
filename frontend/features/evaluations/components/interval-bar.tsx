import type { Extent } from "@/features/evaluations/figures";
import { cn } from "@/lib/cn";

type IntervalBarProps = {
  extent: Extent;
  /** Marks the middle, for changes around 0. */
  centred?: boolean;
  tone?: "accent" | "success" | "danger" | "neutral";
  className?: string;
};

const FILLS = {
  accent: "bg-primary",
  success: "bg-success",
  danger: "bg-danger",
  neutral: "bg-muted-foreground",
} as const;

/** A value on its scale, with its interval as a band around it. */
export function IntervalBar({ extent, centred, tone = "accent", className }: IntervalBarProps) {
  const { left, width, at } = extent;
  return (
    <span aria-hidden className={cn("relative block h-3 w-full", className)}>
      <span className="absolute inset-x-0 top-1/2 h-px bg-border-strong" />
      {centred && <span className="absolute inset-y-0 left-1/2 w-px bg-border-strong" />}
      <span
        className={cn(
          "absolute top-1/2 h-1.5 -translate-y-1/2 rounded-full opacity-35",
          FILLS[tone],
        )}
        style={{ left: `${left}%`, width: `max(2px, ${width}%)` }}
      />
      <span
        className={cn("absolute inset-y-0 w-0.5 -translate-x-1/2 rounded-full", FILLS[tone])}
        style={{ left: `${at}%` }}
      />
    </span>
  );
}
