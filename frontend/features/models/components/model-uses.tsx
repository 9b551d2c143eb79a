"use client";

import { BookOpen, Boxes, Rocket } from "lucide-react";
import Link from "next/link";

import { Skeleton } from "@/components/ui/skeleton";
import { useUsesOf, type Use } from "@/features/models/uses";
import type { Model } from "@/lib/api/types";
import { formatNumber } from "@/lib/format";

const KINDS: Record<Use["kind"], { words: string; icon: typeof Rocket }> = {
  deployment: { words: "answers with it", icon: Rocket },
  model: { words: "falls back to it", icon: Boxes },
  "knowledge base": { words: "is embedded with it", icon: BookOpen },
};

/** By name, what uses a model now: what has to let go of it before it can be deleted. */
export function UseList({ uses }: { uses: Use[] }) {
  return (
    <ul className="max-h-56 divide-y overflow-y-auto rounded-lg border text-[13px]">
      {uses.map(({ kind, name, href }) => {
        const { words, icon: Icon } = KINDS[kind];
        return (
          <li key={href} className="flex items-center gap-2.5 px-3 py-2" data-testid="model-use">
            <Icon className="size-4 shrink-0 text-muted-foreground" aria-hidden />
            <Link className="min-w-0 flex-1 truncate hover:underline" href={href}>
              {name}
            </Link>
            <span className="shrink-0 text-muted-foreground">{words}</span>
          </li>
        );
      })}
    </ul>
  );
}

export function UsesPanel({ model }: { model: Model }) {
  const { uses, isPending } = useUsesOf(model);
  return (
    <section aria-labelledby="uses-title">
      <h2 id="uses-title" className="mb-2 font-medium">
        Used by{" "}
        {uses.length > 0 && (
          <span className="font-normal text-muted-foreground">{formatNumber(uses.length)}</span>
        )}
      </h2>
      {isPending && <Skeleton className="h-10 w-full" />}
      {!isPending && uses.length === 0 && (
        <p className="text-[13px] text-muted-foreground">Nothing that you can see uses it now.</p>
      )}
      {uses.length > 0 && <UseList uses={uses} />}
    </section>
  );
}
