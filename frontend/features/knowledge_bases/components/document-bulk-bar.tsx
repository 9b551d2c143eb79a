"use client";

import { RotateCw, Trash2, X } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";

import { ConfirmDialog } from "@/components/common/confirm-dialog";
import { Button } from "@/components/ui/button";
import {
  isActive,
  useBulkAction,
  type DocumentAction,
} from "@/features/knowledge_bases/documents-api";
import { useTicks } from "@/features/knowledge_bases/components/document-ticks";
import { toApiError } from "@/lib/api/errors";
import type { BulkOutcome, Document } from "@/lib/api/types";
import { plural } from "@/lib/format";

const DONE: Record<DocumentAction, string> = {
  ingest: "queued again",
  cancel: "cancelled",
  delete: "deleted",
};

function tell(action: DocumentAction, { done, refused }: BulkOutcome): void {
  const text = `${plural(done.length, "document")} ${DONE[action]}`;
  const [first] = refused;
  if (!first) toast.success(text);
  else toast.warning(`${text}, ${refused.length} refused`, { description: first.problem.message });
}

type BulkBarProps = { knowledgeBaseId: string; shown: Document[] };

/** What can be done with the ticked documents together. */
export function DocumentBulkBar({ knowledgeBaseId, shown }: BulkBarProps) {
  const { ticked, setTicked } = useTicks();
  const [confirming, setConfirming] = useState(false);
  const bulk = useBulkAction(knowledgeBaseId);
  const documents = shown.filter(({ id }) => ticked.has(id));
  if (documents.length === 0) return null;
  const running = documents.filter(isActive);
  const resting = documents.filter((document) => !isActive(document));

  async function run(action: DocumentAction, on: Document[]) {
    tell(action, await bulk.mutateAsync({ action, documentIds: on.map(({ id }) => id) }));
    setTicked(new Set());
  }
  const start = (action: DocumentAction, on: Document[]) =>
    void run(action, on).catch((error: unknown) => toast.error(toApiError(error).message));

  return (
    <div
      role="toolbar"
      aria-label="Ticked documents"
      className="mb-3 flex flex-wrap items-center gap-2 rounded-lg border bg-surface px-3 py-2 text-[13px]"
    >
      <span className="mr-auto font-medium tabular-nums">
        {plural(documents.length, "document")} ticked
      </span>
      {running.length > 0 && (
        <Button size="sm" disabled={bulk.isPending} onClick={() => start("cancel", running)}>
          <X /> Cancel {running.length}
        </Button>
      )}
      {resting.length > 0 && (
        <Button size="sm" disabled={bulk.isPending} onClick={() => start("ingest", resting)}>
          <RotateCw /> {resting.every(isUnfinished) ? "Retry" : "Process again"} {resting.length}
        </Button>
      )}
      <Button size="sm" disabled={bulk.isPending} onClick={() => setConfirming(true)}>
        <Trash2 /> Delete
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label="Clear ticks"
        onClick={() => setTicked(new Set())}
      >
        <X />
      </Button>
      <ConfirmDialog
        open={confirming}
        onOpenChange={setConfirming}
        title={`Delete ${plural(documents.length, "document")}?`}
        description="Their text and chunks are removed, and answers no longer use them."
        action="Delete documents"
        onConfirm={() => run("delete", documents)}
      />
    </div>
  );
}

function isUnfinished({ status }: Document): boolean {
  return status === "failed" || status === "cancelled";
}
