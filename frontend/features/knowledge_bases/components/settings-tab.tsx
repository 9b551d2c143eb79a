"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";

import { ConfirmDialog } from "@/components/common/confirm-dialog";
import { DangerSection } from "@/components/common/danger-section";
import { ErrorState } from "@/components/common/error-state";
import { FactList } from "@/components/common/facts";
import { Button } from "@/components/ui/button";
import { useDeleteKnowledgeBase, useUpdateKnowledgeBase } from "@/features/knowledge_bases/api";
import {
  ChunkFields,
  KNOWLEDGE_BASE_FIELD_OF,
  NameFields,
  useKnowledgeBaseForm,
} from "@/features/knowledge_bases/components/knowledge-base-form";
import type { KnowledgeBase } from "@/lib/api/types";
import { errorBelowForm, showAtField } from "@/lib/field-errors";
import { plural } from "@/lib/format";

export function SettingsTab({ base }: { base: KnowledgeBase }) {
  return (
    <div className="grid max-w-xl gap-10">
      <EditForm base={base} />
      <DeleteSection base={base} />
    </div>
  );
}

function EditForm({ base }: { base: KnowledgeBase }) {
  const update = useUpdateKnowledgeBase(base.id);
  const form = useKnowledgeBaseForm({
    name: base.name,
    description: base.description,
    chunk_size: base.config.chunk_size,
    chunk_overlap: base.config.chunk_overlap,
  });
  const below = errorBelowForm(update.error, KNOWLEDGE_BASE_FIELD_OF);

  const submit = form.handleSubmit(({ name, description, chunk_size, chunk_overlap }) =>
    update.mutate(
      { name, description, config: { ...base.config, chunk_size, chunk_overlap } },
      {
        onSuccess: () => {
          form.reset(form.getValues());
          toast.success("Settings saved");
        },
        onError: (error) => showAtField(form, error, KNOWLEDGE_BASE_FIELD_OF),
      },
    ),
  );

  return (
    <form noValidate className="grid gap-4" onSubmit={submit}>
      <NameFields form={form} />
      <ChunkFields form={form} />
      <p className="text-[13px] text-muted-foreground">
        A new chunk size applies to documents added from now on. Process the others again to apply
        it to them.
      </p>
      <FactList
        facts={[
          { label: "Embedding model", value: base.config.embedding_model },
          { label: "Dimensions", value: base.embedding_dimension },
          { label: "Strategy", value: base.config.chunk_strategy },
        ]}
      />
      {below != null && <ErrorState error={below} />}
      <div>
        <Button
          type="submit"
          variant="primary"
          pending={update.isPending}
          disabled={!form.formState.isDirty}
        >
          Save settings
        </Button>
      </div>
    </form>
  );
}

function DeleteSection({ base }: { base: KnowledgeBase }) {
  const router = useRouter();
  const [confirming, setConfirming] = useState(false);
  const remove = useDeleteKnowledgeBase();
  return (
    <DangerSection
      title="Delete knowledge base"
      text={`Removes ${plural(base.document_count, "document")} and everything indexed from them. Deployments that use it go on without it.`}
      action="Delete knowledge base"
      onAction={() => setConfirming(true)}
    >
      <ConfirmDialog
        open={confirming}
        onOpenChange={setConfirming}
        title="Delete this knowledge base?"
        description="This cannot be undone."
        action="Delete knowledge base"
        typedName={base.name}
        onConfirm={async () => {
          await remove.mutateAsync(base.id);
          router.push("/knowledge");
        }}
      />
    </DangerSection>
  );
}
