"use client";

import { useRouter } from "next/navigation";
import { toast } from "sonner";

import { DangerSection } from "@/components/common/danger-section";
import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { useDeleteKnowledgeBase, useUpdateKnowledgeBase } from "@/features/knowledge_bases/api";
import { ConfigSettings } from "@/features/knowledge_bases/components/config-settings";
import {
  KNOWLEDGE_BASE_FIELD_OF,
  NameFields,
  useKnowledgeBaseForm,
} from "@/features/knowledge_bases/components/knowledge-base-form";
import { RetrievalSettings } from "@/features/knowledge_bases/components/retrieval-settings";
import type { KnowledgeBase } from "@/lib/api/types";
import { errorBelowForm, showAtField } from "@/lib/field-errors";
import { plural } from "@/lib/format";

export function SettingsTab({ base }: { base: KnowledgeBase }) {
  return (
    <div className="grid grid-cols-1 gap-10">
      <div className="max-w-xl">
        <NameForm base={base} />
      </div>
      <ConfigSettings base={base} />
      <RetrievalSettings base={base} />
      <div className="max-w-xl">
        <DeleteSection base={base} />
      </div>
    </div>
  );
}

function NameForm({ base }: { base: KnowledgeBase }) {
  const update = useUpdateKnowledgeBase(base.id);
  const form = useKnowledgeBaseForm({ name: base.name, description: base.description });
  const below = errorBelowForm(update.error, KNOWLEDGE_BASE_FIELD_OF);

  const submit = form.handleSubmit((values) =>
    update.mutate(values, {
      onSuccess: () => {
        form.reset(form.getValues());
        toast.success("Settings saved");
      },
      onError: (error) => showAtField(form, error, KNOWLEDGE_BASE_FIELD_OF),
    }),
  );

  return (
    <form noValidate className="grid gap-4" onSubmit={submit}>
      <NameFields form={form} />
      {below != null && <ErrorState error={below} />}
      <div>
        <Button
          type="submit"
          variant="primary"
          pending={update.isPending}
          disabled={!form.formState.isDirty}
        >
          Save name
        </Button>
      </div>
    </form>
  );
}

function DeleteSection({ base }: { base: KnowledgeBase }) {
  const router = useRouter();
  const remove = useDeleteKnowledgeBase();
  return (
    <DangerSection
      title="Delete knowledge base"
      text={`Removes ${plural(base.document_count, "document")} and everything indexed from them. Deployments that use it go on without it.`}
      question="Delete this knowledge base?"
      warning="This cannot be undone."
      typedName={base.name}
      onConfirm={async () => {
        await remove.mutateAsync(base.id);
        router.push("/knowledge");
      }}
    />
  );
}
