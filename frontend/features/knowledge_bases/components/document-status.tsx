import { Ban, CircleAlert, CircleCheck, Clock } from "lucide-react";

import { Badge } from "@/components/ui/badge";
import { Progress } from "@/components/ui/progress";
import { ProblemsBadge } from "@/features/knowledge_bases/components/problems-badge";
import { etaText, queueText, stageText } from "@/features/knowledge_bases/document-stages";
import type { Document } from "@/lib/api/types";

/** The state of a document in a word and an icon; stage, percent and time while it is read in. */
export function DocumentStatus({ document }: { document: Document }) {
  return (
    <div data-testid="document-status" data-status={document.status}>
      <StatusContent document={document} />
    </div>
  );
}

function RunningStatus({ document: { name, progress } }: { document: Document }) {
  const eta = etaText(progress);
  return (
    <div className="w-28 sm:w-44" data-testid="document-progress">
      <p className="flex justify-between gap-2 text-xs text-info">
        <span className="truncate">{stageText(progress)}</span>
        <span className="font-mono tabular-nums">{Math.round(progress.percent)} %</span>
      </p>
      <Progress value={progress.percent} label={`Progress of ${name}`} className="mt-1" />
      {eta && <p className="mt-0.5 text-xs text-muted-foreground">{eta}</p>}
    </div>
  );
}

function CompletedStatus({ document }: { document: Document }) {
  if (document.problems.length > 0) return <ProblemsBadge problems={document.problems} />;
  return (
    <Badge tone="success">
      <CircleCheck aria-hidden /> Completed
    </Badge>
  );
}

function StatusContent({ document }: { document: Document }) {
  switch (document.status) {
    case "processing":
      return <RunningStatus document={document} />;
    case "pending":
      return (
        <Badge>
          <Clock aria-hidden /> {queueText(document.progress)}
        </Badge>
      );
    case "completed":
      return <CompletedStatus document={document} />;
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
