import { TriangleAlert } from "lucide-react";

import type { Problem } from "@/lib/api/types";

/** Stages that were left out because they failed; what was found is shown all the same. */
export function SearchProblems({ problems }: { problems: readonly Problem[] }) {
  return problems.map((problem) => (
    <div
      key={problem.code}
      role="status"
      data-testid="search-problem"
      className="mb-3 flex items-start gap-2.5 rounded-lg border bg-warning-soft/60 px-3.5 py-2.5 text-[13px]"
    >
      <TriangleAlert className="mt-0.5 size-4 shrink-0 text-warning" aria-hidden />
      <div>
        <p className="font-medium">{problem.message}</p>
        {problem.remedy && <p className="text-muted-foreground">{problem.remedy}</p>}
        <p className="mt-0.5 font-mono text-xs text-muted-foreground">{problem.code}</p>
      </div>
    </div>
  ));
}
