import type { ReactNode } from "react";

import { cn } from "@/lib/cn";

export type Fact = { label: string; value: ReactNode };

/** Key facts of a thing, as label over value in a quiet row. */
export function FactRow({ facts, className }: { facts: Fact[]; className?: string }) {
  return (
    <dl className={cn("flex flex-wrap gap-x-10 gap-y-4 rounded-lg border px-4 py-3", className)}>
      {facts.map((fact) => (
        <div key={fact.label} className="min-w-0">
          <dt className="text-xs text-muted-foreground">{fact.label}</dt>
          <dd className="mt-0.5 text-[13px] [overflow-wrap:anywhere] tabular-nums">{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Facts one below the other, for inspectors. */
export function FactList({ facts }: { facts: Fact[] }) {
  return (
    <dl className="divide-y text-[13px]">
      {facts.map((fact) => (
        <div key={fact.label} className="grid grid-cols-[7.5rem_1fr] gap-3 py-2">
          <dt className="text-muted-foreground first-letter:uppercase">{fact.label}</dt>
          <dd className="[overflow-wrap:anywhere] tabular-nums">{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
