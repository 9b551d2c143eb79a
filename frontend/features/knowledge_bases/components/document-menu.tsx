"use client";

import { Download, ExternalLink, Lock, RotateCw, SlidersHorizontal, Trash2, X } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { toast } from "sonner";

import { ConfirmDialog } from "@/components/common/confirm-dialog";
import { RowMenu } from "@/components/common/row-menu";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { isActive, useDocumentAction } from "@/features/knowledge_bases/documents-api";
import { RestrictDialog } from "@/features/knowledge_bases/components/restrict-dialog";
import { SplitDialog } from "@/features/knowledge_bases/components/split-dialog";
import { documentPath, downloadOriginal } from "@/features/knowledge_bases/document-links";
import { toApiError } from "@/lib/api/errors";
import type { Document } from "@/lib/api/types";

type DocumentMenuProps = {
  document: Document;
  canWrite: boolean;
  /** Leaves out "Open", on the document's own page. */
  onOwnPage?: boolean;
  onDeleted?: () => void;
};

/** Everything that can be done with one document. */
export function DocumentMenu({ document, canWrite, onOwnPage, onDeleted }: DocumentMenuProps) {
  const [splitting, setSplitting] = useState(false);
  const [restricting, setRestricting] = useState(false);
  const [confirming, setConfirming] = useState(false);
  const action = useDocumentAction(document.knowledge_base_id);
  const run = (name: "ingest" | "cancel") =>
    action.mutate(
      { documentId: document.id, action: name },
      { onError: (error) => toast.error(toApiError(error).message) },
    );
  return (
    <>
      <RowMenu label={`Actions for ${document.name}`} prominent={onOwnPage}>
        {!onOwnPage && (
          <DropdownMenuItem asChild>
            <Link href={documentPath(document)}>
              <ExternalLink /> Open
            </Link>
          </DropdownMenuItem>
        )}
        {document.original_kept && (
          <DropdownMenuItem onSelect={() => void downloadOriginal(document)}>
            <Download /> Download original
          </DropdownMenuItem>
        )}
        {canWrite && isActive(document) && (
          <DropdownMenuItem onSelect={() => run("cancel")}>
            <X /> Cancel
          </DropdownMenuItem>
        )}
        {canWrite && !isActive(document) && (
          <DropdownMenuItem onSelect={() => run("ingest")}>
            <RotateCw /> {document.status === "completed" ? "Process again" : "Retry"}
          </DropdownMenuItem>
        )}
        {canWrite && (
          <>
            <DropdownMenuItem onSelect={() => setSplitting(true)}>
              <SlidersHorizontal /> Split differently…
            </DropdownMenuItem>
            <DropdownMenuItem onSelect={() => setRestricting(true)}>
              <Lock /> Restrict to groups…
            </DropdownMenuItem>
            <DropdownMenuSeparator />
            <DropdownMenuItem tone="danger" onSelect={() => setConfirming(true)}>
              <Trash2 /> Delete
            </DropdownMenuItem>
          </>
        )}
      </RowMenu>
      {/* Only once asked for: a list has many rows, and most of their menus stay closed. */}
      {splitting && <SplitDialog document={document} open onOpenChange={setSplitting} />}
      {restricting && <RestrictDialog document={document} open onOpenChange={setRestricting} />}
      {confirming && (
        <ConfirmDialog
          open
          onOpenChange={setConfirming}
          title="Delete this document?"
          description={
            <>
              “{document.name}”, its text and its {document.chunk_count} chunks are removed, and
              answers no longer use it. Your own copy of the file is not touched.
            </>
          }
          action="Delete document"
          onConfirm={async () => {
            await action.mutateAsync({ documentId: document.id, action: "delete" });
            onDeleted?.();
          }}
        />
      )}
    </>
  );
}
