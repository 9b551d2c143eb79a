"use client";

import { TriangleAlert } from "lucide-react";

import { Button } from "@/components/ui/button";
import { toApiError } from "@/lib/api/errors";
import { cn } from "@/lib/cn";

type ErrorStateProps = { error: unknown; onRetry?: () => void; className?: string };

/** What happened, what to do about it, and the code in small. */
export function ErrorState({ error, onRetry, className }: ErrorStateProps) {
  const problem = toApiError(error);
  return (
    <div
      role="alert"
      data-testid="error-state"
      className={cn("flex items-start gap-3 rounded-lg border bg-danger-soft/50 p-4", className)}
    >
      <TriangleAlert className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{problem.message}</p>
        {problem.advice && <p className="text-muted-foreground">{problem.advice}</p>}
        <p className="mt-1 font-mono text-xs break-all text-muted-foreground">
          {problem.code}
          {problem.requestId && ` · ${problem.requestId}`}
        </p>
      </div>
      {onRetry && !problem.isRefusal && (
        <Button size="sm" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
