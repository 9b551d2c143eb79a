import { cn } from "@/lib/cn";

type ScoreBarProps = { score: number; className?: string };

/** A similarity score as a figure and a bar; the bar runs from 0 to 1. */
export function ScoreBar({ score, className }: ScoreBarProps) {
  const width = Math.min(1, Math.max(0, score)) * 100;
  return (
    <span className={cn("inline-flex items-center gap-2", className)}>
      <span aria-hidden className="h-1 w-16 overflow-hidden rounded-full bg-border">
        <span className="block h-full rounded-full bg-primary" style={{ width: `${width}%` }} />
      </span>
      <span className="font-mono text-xs tabular-nums">{score.toFixed(3)}</span>
    </span>
  );
}
