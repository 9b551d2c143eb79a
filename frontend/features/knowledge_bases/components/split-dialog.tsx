"use client";

import { useState, type FormEvent } from "react";
import { toast } from "sonner";

import { DialogForm } from "@/components/common/dialog-form";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { useKnowledgeBase } from "@/features/knowledge_bases/api";
import { useDocumentLayers } from "@/features/knowledge_bases/config-layers";
import { useDocumentAction, useUpdateDocument } from "@/features/knowledge_bases/documents-api";
import { ChunkFields } from "@/features/rag_configs/components/config-fields";
import { PresetSelect } from "@/features/rag_configs/components/preset-select";
import { configProblems } from "@/features/rag_configs/inheritance";
import type { Document } from "@/lib/api/types";
import { decided } from "@/lib/layers";

type SplitDialogProps = {
  document: Document;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Lets one document be split in its own way, and reads it again. */
export function SplitDialog({ document, open, onOpenChange }: SplitDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title="Split differently"
        description={`How “${document.name}” is split. What is left empty comes from its knowledge base.`}
      >
        <SplitForm document={document} onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

function SplitForm({ document, onDone }: { document: Document; onDone: () => void }) {
  const base = useKnowledgeBase(document.knowledge_base_id).data;
  const [presetId, setPresetId] = useState(document.preset_id);
  const [own, setOwn] = useState(document.overrides);
  const layers = useDocumentLayers(base, presetId);
  const update = useUpdateDocument(document);
  const action = useDocumentAction(document.knowledge_base_id);
  const problems = configProblems(own, layers);

  async function save() {
    await update.mutateAsync({ preset_id: presetId, config: decided(own) });
    await action.mutateAsync({ documentId: document.id, action: "ingest" });
    toast.success(`“${document.name}” is read again`);
    onDone();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    // What goes wrong is shown by the form.
    if (Object.keys(problems).length === 0) void save().catch(() => undefined);
  }

  return (
    <DialogForm
      onSubmit={submit}
      action="Save and read again"
      pending={update.isPending || action.isPending}
      error={update.error ?? action.error}
      testId="split-document"
    >
      <Field label="Preset">
        {(control) => (
          <PresetSelect
            control={control}
            value={presetId}
            projectId={base?.project_id}
            noneNote="as the knowledge base"
            onChange={setPresetId}
          />
        )}
      </Field>
      <ChunkFields own={own} onChange={setOwn} layers={layers} errors={problems} />
    </DialogForm>
  );
}
