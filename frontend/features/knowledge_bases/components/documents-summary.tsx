"use client";

import { useState } from "react";

import { Progress } from "@/components/ui/progress";
import { useKnowledgeBase } from "@/features/knowledge_bases/api";
import {
  addSample,
  remainingSeconds,
  type Sample,
} from "@/features/knowledge_bases/remaining-time";
import type { KnowledgeBase } from "@/lib/api/types";
import { formatNumber, formatRemaining } from "@/lib/format";

/** How far the documents in work are together: "312 of 1,000 done · 4 failed · about 6 min left". */
export function DocumentsSummary({ base }: { base: KnowledgeBase }) {
  const { completed, failed, cancelled, pending, processing } = base.status_counts;
  const inWork = pending + processing;
  const remaining = useRemaining(base, completed + failed + cancelled, inWork);
  if (inWork === 0) return null;
  const total = base.document_count - cancelled;
  const parts = [
    `${formatNumber(completed)} of ${formatNumber(total)} done`,
    failed > 0 && `${formatNumber(failed)} failed`,
    processing > 0 && `${formatNumber(processing)} being read`,
    pending > 0 && `${formatNumber(pending)} queued`,
    remaining !== null && formatRemaining(remaining),
  ];
  return (
    <div className="mb-4 rounded-lg border px-4 py-3" data-testid="documents-summary">
      <p className="text-[13px] tabular-nums">{parts.filter(Boolean).join(" · ")}</p>
      <Progress
        value={total === 0 ? 0 : ((completed + failed) / total) * 100}
        label="All documents"
        className="mt-2"
      />
    </div>
  );
}

/** Seconds left, measured by how fast documents were finished while this was shown. */
function useRemaining(base: KnowledgeBase, finished: number, left: number): number | null {
  const atMs = useKnowledgeBase(base.id).dataUpdatedAt;
  const [samples, setSamples] = useState<Sample[]>([]);
  if (samples.at(-1)?.atMs !== atMs) setSamples(addSample(samples, { atMs, finished }));
  return remainingSeconds(samples, left);
}
