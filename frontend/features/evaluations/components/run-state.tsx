import { CircleAlert, CircleCheck, CircleSlash, LoaderCircle } from "lucide-react";

import { Badge } from "@/components/ui/badge";
import { Progress } from "@/components/ui/progress";
import { isActiveRun } from "@/features/evaluations/api";
import { RUN_STATES } from "@/features/evaluations/words";
import type { EvaluationRun } from "@/lib/api/types";
import { formatNumber, formatRemaining } from "@/lib/format";

const ICONS = {
  pending: null,
  running: <LoaderCircle className="animate-spin" aria-hidden />,
  completed: <CircleCheck aria-hidden />,
  failed: <CircleAlert aria-hidden />,
  cancelled: <CircleSlash aria-hidden />,
} as const;

export function RunState({ run }: { run: Pick<EvaluationRun, "status"> }) {
  const { label, tone } = RUN_STATES[run.status];
  return (
    <Badge tone={tone} data-testid="run-status" data-status={run.status}>
      {ICONS[run.status]} {label}
    </Badge>
  );
}

/** How far a run is; nothing once it has ended. */
export function RunProgress({ run }: { run: EvaluationRun }) {
  if (!isActiveRun(run)) return null;
  const { percent, done, total, eta_seconds: eta } = run.progress;
  return (
    <div data-testid="run-progress" className="text-[13px]">
      <p className="flex flex-wrap justify-between gap-x-4 text-info tabular-nums">
        <span>
          {run.status === "pending"
            ? "Waiting for its turn"
            : `${formatNumber(done)} of ${formatNumber(total)} questions`}
          {eta !== null && run.status === "running" && `, ${formatRemaining(eta)}`}
        </span>
        <span className="font-mono text-xs">{percent} %</span>
      </p>
      <Progress value={percent} label={`Run ${run.name}`} className="mt-1.5" />
    </div>
  );
}
