import { cn } from "@/lib/cn";

export type ProgressTone = "accent" | "warning" | "danger";

type ProgressProps = { value: number; label: string; tone?: ProgressTone; className?: string };

const FILLS: Record<ProgressTone, string> = {
  accent: "bg-primary",
  warning: "bg-warning",
  danger: "bg-danger",
};

/** A thin bar; `value` is 0 to 100. */
export function Progress({ value, label, tone = "accent", className }: ProgressProps) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(value)}
      className={cn("h-1 w-full overflow-hidden rounded-full bg-border", className)}
    >
      <div
        className={cn("h-full rounded-full transition-[width] duration-180", FILLS[tone])}
        style={{ width: `${Math.min(100, Math.max(0, value))}%` }}
      />
    </div>
  );
}
