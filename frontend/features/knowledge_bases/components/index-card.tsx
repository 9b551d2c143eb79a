"use client";

import { useState } from "react";
import { toast } from "sonner";

import { ConfirmDialog } from "@/components/common/confirm-dialog";
import { RelativeTime } from "@/components/common/relative-time";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { useIndexAction, type IndexAction } from "@/features/knowledge_bases/indexes-api";
import { toApiError } from "@/lib/api/errors";
import type { EmbeddingIndex } from "@/lib/api/types";
import { formatNumber } from "@/lib/format";

const STATES: Record<EmbeddingIndex["status"], { label: string; tone: BadgeTone; note: string }> = {
  live: { label: "Live", tone: "success", note: "Questions are answered from this index." },
  building: { label: "Building", tone: "info", note: "Chunks are being embedded." },
  ready: { label: "Ready", tone: "accent", note: "Complete. Switch over when you like." },
  retired: { label: "Kept", tone: "neutral", note: "Was live before. You can go back to it." },
  failed: { label: "Failed", tone: "danger", note: "The build ended early." },
  cancelled: { label: "Stopped", tone: "warning", note: "What was embedded stays for later." },
};

type IndexCardProps = { index: EmbeddingIndex; canWrite: boolean };

export function IndexCard({ index, canWrite }: IndexCardProps) {
  const { label, tone, note } = STATES[index.status];
  return (
    <section
      aria-label={index.embedding_model_title}
      className="rounded-lg border px-4 py-3"
      data-testid="index-card"
      data-status={index.status}
    >
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          <h3 className="flex flex-wrap items-center gap-2 font-medium [overflow-wrap:anywhere]">
            {index.embedding_model_title} <Badge tone={tone}>{label}</Badge>
          </h3>
          <p className="mt-0.5 text-[13px] text-muted-foreground">{note}</p>
          <IndexFacts index={index} />
        </div>
        {canWrite && <IndexActions index={index} />}
      </div>
      {index.progress && <BuildProgress index={index} />}
      {index.error && (
        <p className="mt-3 text-[13px] text-danger">
          {index.error.message} <span className="text-muted-foreground">{index.error.remedy}</span>
        </p>
      )}
    </section>
  );
}

function IndexFacts({ index }: { index: EmbeddingIndex }) {
  const facts = [
    `${formatNumber(index.dimension)} dimensions`,
    `${formatNumber(index.chunks_indexed)} of ${formatNumber(index.chunks_total)} chunks`,
    `${formatNumber(index.documents_indexed)} of ${formatNumber(index.documents_total)} documents`,
  ];
  return (
    <p className="mt-2 text-[13px] text-muted-foreground tabular-nums">
      {facts.join(" · ")} · {index.activated_at ? "live since " : "begun "}
      <RelativeTime iso={index.activated_at ?? index.created_at} />
    </p>
  );
}

function BuildProgress({ index: { progress, embedding_model_title } }: { index: EmbeddingIndex }) {
  if (!progress) return null;
  return (
    <div className="mt-3" data-testid="index-progress">
      <p className="flex justify-between text-xs text-info">
        <span>
          {progress.stage === "queued" ? "Queued" : "Embedding"}
          {progress.attempt > 1 && `, attempt ${progress.attempt}`}
        </span>
        <span className="font-mono tabular-nums">{progress.percent} %</span>
      </p>
      <Progress
        value={progress.percent}
        label={`Build of ${embedding_model_title}`}
        className="mt-1"
      />
    </div>
  );
}

/** What can be done in each state, the first of it being what one is here for. */
const ACTIONS: Record<EmbeddingIndex["status"], IndexAction[]> = {
  live: [],
  building: ["cancel"],
  ready: ["activate", "delete"],
  retired: ["activate", "build", "delete"],
  failed: ["build", "delete"],
  cancelled: ["build", "delete"],
};

function labelOf(action: IndexAction, { status }: EmbeddingIndex): string {
  if (action === "activate") return status === "retired" ? "Roll back to this" : "Switch over";
  if (action === "build") return status === "retired" ? "Bring up to date" : "Go on building";
  return action === "cancel" ? "Stop building" : "Delete";
}

function IndexActions({ index }: { index: EmbeddingIndex }) {
  const run = useIndexAction(index.knowledge_base_id);
  const [asked, setAsked] = useState<IndexAction | null>(null);
  const start = (action: IndexAction) => run.mutateAsync({ indexId: index.id, action });

  function choose(action: IndexAction) {
    if (action === "activate" || action === "delete") return setAsked(action);
    start(action).catch((error: unknown) => toast.error(toApiError(error).message));
  }

  return (
    <div className="flex flex-wrap gap-2">
      {ACTIONS[index.status].map((action) => (
        <Button
          key={action}
          size="sm"
          variant={action === "activate" && index.status === "ready" ? "primary" : "secondary"}
          disabled={run.isPending}
          onClick={() => choose(action)}
          data-testid={`index-${action}`}
        >
          {labelOf(action, index)}
        </Button>
      ))}
      <ConfirmDialog
        open={asked === "activate"}
        onOpenChange={(open) => !open && setAsked(null)}
        title={index.status === "retired" ? "Go back to this index?" : "Switch over to this index?"}
        description={`From then on questions are answered with “${index.embedding_model_title}”. The index that is live now is kept.`}
        action={labelOf("activate", index)}
        tone="primary"
        onConfirm={() => start("activate")}
      />
      <ConfirmDialog
        open={asked === "delete"}
        onOpenChange={(open) => !open && setAsked(null)}
        title="Delete this index?"
        description={`Its ${formatNumber(index.chunks_indexed)} vectors are removed. Documents, chunks and the live index stay.`}
        action="Delete index"
        onConfirm={() => start("delete")}
      />
    </div>
  );
}
