import { ArrowDown, ArrowUp, Equal, Plus } from "lucide-react";

import type { Movement } from "@/features/retrieval/compare";
import { cn } from "@/lib/cn";

const LOOKS = {
  new: { icon: Plus, className: "text-info" },
  same: { icon: Equal, className: "text-muted-foreground" },
  up: { icon: ArrowUp, className: "text-success" },
  down: { icon: ArrowDown, className: "text-warning" },
} as const;

function textOf(movement: Movement): string {
  if (movement.kind === "new") return "new";
  if (movement.kind === "same") return "same";
  return `${movement.by}, was ${movement.before}`;
}

function labelOf(movement: Movement): string {
  if (movement.kind === "new") return "Was not found before";
  if (movement.kind === "same") return "At the same place as before";
  return `Moved ${movement.kind} by ${movement.by}, was at place ${movement.before}`;
}

/** What became of a passage since the search before. */
export function MovementMark({ movement }: { movement: Movement }) {
  const { icon: Icon, className } = LOOKS[movement.kind];
  return (
    <span
      title={labelOf(movement)}
      data-testid="movement"
      data-kind={movement.kind}
      className={cn("inline-flex items-center gap-0.5 text-xs whitespace-nowrap", className)}
    >
      <Icon className="size-3" aria-hidden />
      <span className="tabular-nums">{textOf(movement)}</span>
    </span>
  );
}
