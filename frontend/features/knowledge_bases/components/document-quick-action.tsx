"use client";

import { RotateCw, X } from "lucide-react";
import { toast } from "sonner";

import { Button } from "@/components/ui/button";
import { isActive, useDocumentAction } from "@/features/knowledge_bases/documents-api";
import { toApiError } from "@/lib/api/errors";
import type { Document } from "@/lib/api/types";

/** The one thing that a reader of the list wants of a document: stop it, or try it again. */
export function DocumentQuickAction({ document }: { document: Document }) {
  const action = useDocumentAction(document.knowledge_base_id);
  if (document.status === "completed") return null;
  const active = isActive(document);
  const label = active ? "Cancel" : "Retry";
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      className="max-sm:hidden"
      aria-label={`${label} ${document.name}`}
      title={label}
      disabled={action.isPending}
      onClick={() =>
        action.mutate(
          { documentId: document.id, action: active ? "cancel" : "ingest" },
          { onError: (error) => toast.error(toApiError(error).message) },
        )
      }
    >
      {active ? <X /> : <RotateCw />}
    </Button>
  );
}
