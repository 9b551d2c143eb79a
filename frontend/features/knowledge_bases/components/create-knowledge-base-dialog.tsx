"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";

import { DialogForm } from "@/components/common/dialog-form";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { useCreateKnowledgeBase } from "@/features/knowledge_bases/api";
import {
  KNOWLEDGE_BASE_FIELD_OF,
  NameFields,
  useKnowledgeBaseForm,
} from "@/features/knowledge_bases/components/knowledge-base-form";
import { useTargetProject } from "@/features/projects/create-access";
import { useEmbeddingModels } from "@/features/rag_configs/api";
import {
  EmbeddingModelSelect,
  ModelReadiness,
} from "@/features/rag_configs/components/embedding-model-select";
import { PresetSelect } from "@/features/rag_configs/components/preset-select";
import type { Project } from "@/lib/api/types";
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
        <CreateForm project={project} />
      </DialogContent>
    </Dialog>
  );
}

type Choices = { presetId: string | null; model: string | null };

function CreateForm({ project }: { project: Project | undefined }) {
  const router = useRouter();
  const create = useCreateKnowledgeBase();
  const form = useKnowledgeBaseForm();
  const [choices, setChoices] = useState<Choices>({ presetId: null, model: null });

  const submit = form.handleSubmit(({ name, description }) =>
    create.mutate(
      {
        name,
        description,
        project_id: project?.id,
        preset_id: choices.presetId,
        config: choices.model ? { embedding_model: choices.model } : {},
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
          How documents are split and embedded
        </summary>
        <ConfigChoices project={project} choices={choices} onChange={setChoices} />
      </details>
    </DialogForm>
  );
}

type ConfigChoicesProps = {
  project: Project | undefined;
  choices: Choices;
  onChange: (choices: Choices) => void;
};

function ConfigChoices({ project, choices, onChange }: ConfigChoicesProps) {
  const models = useEmbeddingModels();
  const model = models.data?.items.find(({ name }) => name === choices.model);
  return (
    <div className="mt-3 grid grid-cols-1 gap-4">
      <Field label="Preset" hint="Single values can be changed in the settings later.">
        {(control) => (
          <PresetSelect
            control={control}
            value={choices.presetId}
            projectId={project?.id}
            onChange={(presetId) => onChange({ ...choices, presetId })}
          />
        )}
      </Field>
      <Field label="Embedding model">
        {(control) => (
          <EmbeddingModelSelect
            control={control}
            value={choices.model}
            inheritLabel={choices.presetId ? "As the preset says" : "The default model"}
            onChange={(name) => onChange({ ...choices, model: name })}
          />
        )}
      </Field>
      {model && <ModelReadiness model={model} />}
    </div>
  );
}
