"use client";

import { useRouter } from "next/navigation";

import { DialogForm } from "@/components/common/dialog-form";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { useCreateKnowledgeBase } from "@/features/knowledge_bases/api";
import {
  ChunkFields,
  KNOWLEDGE_BASE_FIELD_OF,
  NameFields,
  useKnowledgeBaseForm,
} from "@/features/knowledge_bases/components/knowledge-base-form";
import { useTargetProject } from "@/features/projects/create-access";
import { errorBelowForm, showAtField } from "@/lib/field-errors";

type Props = { open: boolean; onOpenChange: (open: boolean) => void };

export function CreateKnowledgeBaseDialog({ open, onOpenChange }: Props) {
  const project = useTargetProject();
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title="Create knowledge base"
        description={
          project
            ? `A set of documents that deployments answer from, in the project “${project.name}”.`
            : "A set of documents that deployments answer from."
        }
      >
        <CreateForm projectId={project?.id} />
      </DialogContent>
    </Dialog>
  );
}

function CreateForm({ projectId }: { projectId: string | undefined }) {
  const router = useRouter();
  const create = useCreateKnowledgeBase();
  const form = useKnowledgeBaseForm();

  const submit = form.handleSubmit(({ name, description, chunk_size, chunk_overlap }) =>
    create.mutate(
      {
        name,
        description,
        project_id: projectId,
        config: { chunk_strategy: "recursive", chunk_size, chunk_overlap },
      },
      {
        onSuccess: (base) => router.push(`/knowledge/${base.id}`),
        onError: (error) => showAtField(form, error, KNOWLEDGE_BASE_FIELD_OF),
      },
    ),
  );

  return (
    <DialogForm
      onSubmit={submit}
      action="Create knowledge base"
      pending={create.isPending}
      error={errorBelowForm(create.error, KNOWLEDGE_BASE_FIELD_OF)}
      testId="create-knowledge-base"
    >
      <NameFields form={form} autoFocus />
      <details>
        <summary className="w-fit cursor-pointer rounded-sm text-[13px] text-muted-foreground hover:text-foreground">
          How documents are split
        </summary>
        <div className="mt-3">
          <ChunkFields form={form} />
        </div>
      </details>
    </DialogForm>
  );
}
