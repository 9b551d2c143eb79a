import { Ban, CircleAlert, CircleCheck, Clock } from "lucide-react";

import { Badge } from "@/components/ui/badge";
import { Progress } from "@/components/ui/progress";
import type { Document } from "@/lib/api/types";

const STAGES: Record<Document["progress"]["stage"], string> = {
  queued: "Queued",
  parsing: "Reading",
  chunking: "Splitting",
  embedding: "Embedding",
  indexing: "Indexing",
  done: "Finishing",
};

function queueText(position: number | null | undefined): string {
  if (!position || position <= 1) return "Queued, next in line";
  return `Queued, ${position - 1} before it`;
}

function RunningStatus({ document }: { document: Document }) {
  const { stage, percent, attempt } = document.progress;
  const repeat = attempt > 1 ? `, attempt ${attempt}` : "";
  return (
    <div className="w-28 sm:w-40">
      <p className="flex justify-between gap-2 text-xs text-info">
        <span>
          {STAGES[stage]}
          {repeat}
        </span>
        <span className="font-mono tabular-nums">{Math.round(percent)} %</span>
      </p>
      <Progress value={percent} label={`Progress of ${document.name}`} className="mt-1" />
    </div>
  );
}

/** The state of a document in a word and an icon; stage and percent while it is read in. */
export function DocumentStatus({ document }: { document: Document }) {
  return (
    <div data-testid="document-status" data-status={document.status}>
      <StatusContent document={document} />
    </div>
  );
}

function StatusContent({ document }: { document: Document }) {
  switch (document.status) {
    case "processing":
      return <RunningStatus document={document} />;
    case "pending":
      return (
        <Badge>
          <Clock aria-hidden /> {queueText(document.progress.queue_position)}
        </Badge>
      );
    case "completed":
      return (
        <Badge tone="success">
          <CircleCheck aria-hidden /> Completed
        </Badge>
      );
    case "failed":
      return (
        <Badge tone="danger">
          <CircleAlert aria-hidden /> Failed
        </Badge>
      );
    case "cancelled":
      return (
        <Badge tone="warning">
          <Ban aria-hidden /> Cancelled
        </Badge>
      );
  }
}
