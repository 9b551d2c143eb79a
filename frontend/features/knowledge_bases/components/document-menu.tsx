"use client";

import { Download, Ellipsis, ExternalLink, RotateCw, Trash2, X } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { toast } from "sonner";

import { ConfirmDialog } from "@/components/common/confirm-dialog";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { isActive, useDocumentAction } from "@/features/knowledge_bases/api";
import { documentPath, downloadOriginal } from "@/features/knowledge_bases/document-links";
import { toApiError } from "@/lib/api/errors";
import type { Document } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";

type DocumentMenuProps = {
  document: Document;
  /** Leaves out "Open", on the document's own page. */
  onOwnPage?: boolean;
  onDeleted?: () => void;
};

/** Everything that can be done with one document. */
export function DocumentMenu({ document, onOwnPage, onDeleted }: DocumentMenuProps) {
  const [confirming, setConfirming] = useState(false);
  const canWrite = useCan("knowledge:write");
  const action = useDocumentAction(document.knowledge_base_id);
  const run = (name: "ingest" | "cancel") =>
    action.mutate(
      { documentId: document.id, action: name },
      { onError: (error) => toast.error(toApiError(error).message) },
    );
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button
            variant={onOwnPage ? "secondary" : "ghost"}
            size={onOwnPage ? "icon" : "icon-sm"}
            aria-label={`Actions for ${document.name}`}
          >
            <Ellipsis />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {!onOwnPage && (
            <DropdownMenuItem asChild>
              <Link href={documentPath(document)}>
                <ExternalLink /> Open
              </Link>
            </DropdownMenuItem>
          )}
          <DropdownMenuItem onSelect={() => void downloadOriginal(document)}>
            <Download /> Download original
          </DropdownMenuItem>
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
              <DropdownMenuSeparator />
              <DropdownMenuItem tone="danger" onSelect={() => setConfirming(true)}>
                <Trash2 /> Delete
              </DropdownMenuItem>
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      <ConfirmDialog
        open={confirming}
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
    </>
  );
}
