"use client";

import { useState, type FormEvent } from "react";
import { toast } from "sonner";

import { DialogForm } from "@/components/common/dialog-form";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { GroupPicker } from "@/features/groups/components/group-picker";
import { useRestrictDocument } from "@/features/knowledge_bases/documents-api";
import type { Document } from "@/lib/api/types";

type RestrictDialogProps = {
  document: Document;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

export function RestrictDialog({ document, open, onOpenChange }: RestrictDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title="Restrict to groups"
        description={
          <>
            Only members of the ticked groups, and owners of the project, find “{document.name}”, in
            lists, search and answers. With none ticked, everybody who may see the knowledge base
            does.
          </>
        }
      >
        <RestrictForm document={document} onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

function RestrictForm({ document, onDone }: { document: Document; onDone: () => void }) {
  const [groupIds, setGroupIds] = useState(document.restricted_to.map(({ id }) => id));
  const restrict = useRestrictDocument(document.knowledge_base_id, document.id);

  function submit(event: FormEvent) {
    event.preventDefault();
    restrict.mutate(groupIds, {
      onSuccess: ({ restricted_to }) => {
        const isOpen = restricted_to.length === 0;
        toast.success(isOpen ? "The document is open again" : "The document is restricted");
        onDone();
      },
    });
  }

  return (
    <DialogForm
      onSubmit={submit}
      action={groupIds.length === 0 ? "Lift restriction" : "Restrict document"}
      pending={restrict.isPending}
      disabled={groupIds.length === 0 && document.restricted_to.length === 0}
      error={restrict.error}
      testId="restrict-document"
    >
      <GroupPicker value={groupIds} onChange={setGroupIds} />
    </DialogForm>
  );
}
