import type { ModelTest } from "@/lib/api/types";
import { formatDuration, formatNumber } from "@/lib/format";
import { formatCost } from "@/features/models/prices";

/** How long a test took, its tokens, and what it cost where that is known. */
export function TestFigures({ test }: { test: ModelTest }) {
  const figures = [
    formatDuration(test.latency_ms),
    test.prompt_tokens !== null && `${formatNumber(test.prompt_tokens)} tokens in`,
    test.completion_tokens !== null && `${formatNumber(test.completion_tokens)} out`,
    test.cost && formatCost(test.cost.amount, test.cost.currency),
    test.answered_by && `by ${test.answered_by}`,
  ];
  return (
    <p className="mt-1 font-mono text-xs [overflow-wrap:anywhere] text-muted-foreground">
      {figures.filter(Boolean).join(" · ")}
    </p>
  );
}
