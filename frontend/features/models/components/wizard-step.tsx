import { Check } from "lucide-react";
import type { ReactNode } from "react";

import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";

export type StepState = "done" | "open" | "later";

type WizardStepProps = {
  number: number;
  title: string;
  state: StepState;
  /** What was decided, once it is. */
  summary?: ReactNode;
  /** Opens a step that is done; absent where there is no way back. */
  onReopen?: () => void;
  children: ReactNode;
};

/** One of several steps on a page: a line once it is done, its contents while it is open. */
export function WizardStep({ number, title, state, summary, onReopen, children }: WizardStepProps) {
  return (
    <li className="grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-3" aria-current={stepOf(state)}>
      <div className="flex flex-col items-center">
        <span
          aria-hidden
          className={cn(
            "grid size-6 place-items-center rounded-full border text-xs font-medium tabular-nums [&_svg]:size-3.5",
            state === "open" && "border-primary bg-primary text-primary-foreground",
            state === "done" && "border-transparent bg-success-soft text-success",
            state === "later" && "text-muted-foreground",
          )}
        >
          {state === "done" ? <Check /> : number}
        </span>
        <span aria-hidden className="my-1.5 w-px flex-1 bg-border" />
      </div>
      <div className="min-w-0 pb-7">
        <div className="flex min-h-6 flex-wrap items-baseline gap-x-3">
          <h2 className={cn("font-medium", state === "later" && "text-muted-foreground")}>
            {title}
          </h2>
          {state === "done" && (
            <span className="min-w-0 [overflow-wrap:anywhere] text-muted-foreground">
              {summary}
            </span>
          )}
          {state === "done" && onReopen && (
            <Button variant="link" size="sm" onClick={onReopen}>
              Change
            </Button>
          )}
        </div>
        {state === "open" && <div className="mt-3">{children}</div>}
      </div>
    </li>
  );
}

function stepOf(state: StepState): "step" | undefined {
  return state === "open" ? "step" : undefined;
}
