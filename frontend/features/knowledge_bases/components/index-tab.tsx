"use client";

import { Layers, Plus } from "lucide-react";
import { useState } from "react";

import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { BuildIndexDialog } from "@/features/knowledge_bases/components/build-index-dialog";
import { IndexCard } from "@/features/knowledge_bases/components/index-card";
import { useIndexes } from "@/features/knowledge_bases/indexes-api";
import type { KnowledgeBase } from "@/lib/api/types";

type IndexTabProps = { base: KnowledgeBase; canWrite: boolean };

/** The indexes of a knowledge base: the one that is searched, those being built, those kept. */
export function IndexTab({ base, canWrite }: IndexTabProps) {
  const indexes = useIndexes(base.id);
  const [building, setBuilding] = useState(false);
  // The live one first, then the newest.
  const items = indexes.data?.items.toReversed() ?? [];
  const sorted = items.toSorted(
    (a, b) => Number(b.status === "live") - Number(a.status === "live"),
  );
  const buildButton = canWrite && (
    <Button onClick={() => setBuilding(true)} data-testid="open-build-index">
      <Plus /> Build another index
    </Button>
  );
  return (
    <div className="max-w-3xl">
      <div className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <p className="min-w-0 flex-1 basis-80 text-muted-foreground">
          An index holds every chunk as numbers that one embedding model made of it. To change the
          model, build a second index beside the live one: questions go on being answered from the
          live one, and you switch over when the new one is complete. The old one is kept, so that
          you can go back.
        </p>
        {sorted.length > 0 && buildButton}
      </div>
      {indexes.error && <ErrorState error={indexes.error} onRetry={indexes.refetch} />}
      {indexes.isPending && <Skeleton className="h-32 w-full" />}
      {indexes.data && sorted.length === 0 && (
        <EmptyState icon={Layers} title="No index yet" action={buildButton}>
          The first document that is added makes the first index.
        </EmptyState>
      )}
      <ul className="grid gap-3">
        {sorted.map((index) => (
          <li key={index.id}>
            <IndexCard index={index} canWrite={canWrite} />
          </li>
        ))}
      </ul>
      <BuildIndexDialog base={base} open={building} onOpenChange={setBuilding} />
    </div>
  );
}
