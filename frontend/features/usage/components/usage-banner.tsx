"use client";

import { TriangleAlert, X } from "lucide-react";
import Link from "next/link";
import { useState } from "react";

import { Button } from "@/components/ui/button";
import { useMyUsage } from "@/features/usage/api";
import { loudestMeter, meterSentence } from "@/features/usage/meters";
import type { MeterName } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";

/** A line above every page once a limit comes close; it can be put away for this visit. */
export function UsageBanner() {
  const usage = useMyUsage(useCan("usage:read"));
  const [dismissed, setDismissed] = useState<MeterName | null>(null);
  if (!usage.data || usage.data.exempt) return null;
  const meter = loudestMeter(usage.data.meters);
  if (!meter || meter.name === dismissed) return null;
  return (
    <div
      role="status"
      data-testid="usage-banner"
      className="flex shrink-0 items-center gap-2.5 border-b bg-warning-soft py-1.5 pr-2 pl-4 text-[13px] text-warning"
    >
      <TriangleAlert className="size-4 shrink-0" aria-hidden />
      <p className="min-w-0 flex-1">
        {meterSentence(meter)}{" "}
        <Link href="/usage" className="rounded-sm font-medium underline underline-offset-2">
          Show usage
        </Link>
      </p>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label="Put this note away"
        onClick={() => setDismissed(meter.name)}
      >
        <X />
      </Button>
    </div>
  );
}
