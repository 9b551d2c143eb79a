"use client";

import { RotateCw } from "lucide-react";
import Link from "next/link";

import { ErrorState } from "@/components/common/error-state";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useModelOffers } from "@/features/models/api";
import type { Model } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";
import { formatNumber, plural } from "@/lib/format";

/** What the endpoint of a model serves beside it: whether its id is still there, and what is new. */
export function ModelOffers({ model }: { model: Model }) {
  const canAdd = useCan("models:write");
  const isInside = model.provider === "local" && model.model_type !== "base";
  const offers = useModelOffers(model.id, !isInside);
  if (isInside) {
    return (
      <p className="text-muted-foreground">
        This model runs inside the product. There is no endpoint to ask.
      </p>
    );
  }
  if (offers.error) return <ErrorState error={offers.error} onRetry={offers.refetch} />;
  if (!offers.data) return <Skeleton className="h-32 max-w-2xl" />;
  const { items } = offers.data;
  const isServed = items.some(({ id }) => id === model.model_id);
  return (
    <div className="grid max-w-2xl gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <p className="flex-1 text-muted-foreground">
          {isServed
            ? `Its endpoint serves ${plural(items.length, "model")}.`
            : `Its endpoint answers, but does not list “${model.model_id}”. It may have been unloaded or renamed.`}
        </p>
        <Button size="sm" pending={offers.isFetching} onClick={() => void offers.refetch()}>
          {!offers.isFetching && <RotateCw />} Ask again
        </Button>
      </div>
      {items.length > 0 && (
        <ul className="max-h-112 divide-y overflow-y-auto rounded-lg border">
          {items.map(({ id, context_tokens }) => (
            <li key={id} className="flex items-center gap-3 px-3 py-2" data-testid="served">
              <span className="min-w-0 flex-1 font-mono text-[13px] [overflow-wrap:anywhere]">
                {id}
              </span>
              {id === model.model_id && <Badge tone="accent">This model</Badge>}
              {context_tokens !== null && (
                <span className="shrink-0 text-[13px] text-muted-foreground tabular-nums">
                  {formatNumber(context_tokens)} tokens
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {canAdd && model.provider !== "local" && (
        <p className="text-[13px] text-muted-foreground">
          Others from here are added under{" "}
          <Link href="/models/new" className="text-primary-text hover:underline">
            Add models
          </Link>
          .
        </p>
      )}
    </div>
  );
}
