import { Check } from "lucide-react";
import Link from "next/link";

import { Button } from "@/components/ui/button";
import type { Step } from "@/features/home/steps";
import { cn } from "@/lib/cn";

/** The first steps in order; only the next one has its button in front. */
export function StepList({ steps }: { steps: Step[] }) {
  const next = steps.find((step) => !step.done);
  return (
    <section aria-label="First steps">
      <ol className="divide-y rounded-lg border" data-testid="steps">
        {steps.map((step, index) => (
          <StepRow key={step.id} step={step} number={index + 1} isNext={step === next} />
        ))}
      </ol>
    </section>
  );
}

type StepRowProps = { step: Step; number: number; isNext: boolean };

function StepRow({ step, number, isNext }: StepRowProps) {
  return (
    <li
      className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3.5"
      data-done={step.done}
      aria-current={isNext ? "step" : undefined}
    >
      <span
        className={cn(
          "grid size-6 shrink-0 place-items-center rounded-full border font-mono text-xs",
          step.done && "border-transparent bg-success-soft text-success",
          isNext && "border-primary text-primary-text",
        )}
      >
        {step.done ? <Check className="size-3.5" aria-label="Done" /> : number}
      </span>
      <div className="min-w-0 flex-1 basis-48">
        <p className={cn("font-medium", step.done && "text-muted-foreground")}>{step.title}</p>
        {!step.done && <p className="text-[13px] text-muted-foreground">{step.text}</p>}
      </div>
      {!step.done && (
        <Button asChild variant={isNext ? "primary" : "secondary"} size="sm">
          <Link href={step.href}>{step.action}</Link>
        </Button>
      )}
    </li>
  );
}
