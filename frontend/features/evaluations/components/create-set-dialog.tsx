"use client";

import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";

import { ChoiceSelect } from "@/components/common/choice-select";
import { DialogForm } from "@/components/common/dialog-form";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useCreateQuestionSet } from "@/features/evaluations/api";
import { useKnowledgeBases } from "@/features/knowledge_bases/api";
import { useCurrentProject } from "@/features/projects/current-project";
import { toApiError } from "@/lib/api/errors";

type CreateSetDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

export function CreateSetDialog({ open, onOpenChange }: CreateSetDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title="Create question set"
        description="Questions about the documents of one knowledge base, with where their answers stand."
      >
        <CreateForm />
      </DialogContent>
    </Dialog>
  );
}

function CreateForm() {
  const router = useRouter();
  const current = useCurrentProject();
  const bases = useKnowledgeBases({ projectId: current.id });
  const create = useCreateQuestionSet();
  const [values, setValues] = useState({ name: "", description: "", baseId: "" });
  const set = (change: Partial<typeof values>) => setValues({ ...values, ...change });
  const items = bases.data?.items ?? [];
  const baseId = values.baseId || (items.length === 1 ? (items[0]?.id ?? "") : "");
  const isTaken = create.error && toApiError(create.error).code === "name_taken";

  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate(
      {
        name: values.name.trim(),
        description: values.description.trim(),
        knowledge_base_id: baseId,
        questions: [],
      },
      { onSuccess: ({ id }) => router.push(`/evaluations/sets/${id}`) },
    );
  }

  return (
    <DialogForm
      onSubmit={submit}
      action="Create question set"
      pending={create.isPending}
      disabled={!values.name.trim() || !baseId}
      error={isTaken ? null : create.error}
      testId="create-set"
    >
      <Field label="Name" error={isTaken ? create.error?.message : undefined}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            maxLength={120}
            placeholder="What employees ask"
            value={values.name}
            onChange={({ target }) => set({ name: target.value })}
            data-testid="set-name"
          />
        )}
      </Field>
      <Field
        label="Knowledge base"
        hint={items.length === 0 && bases.data ? "There is no knowledge base here yet." : undefined}
      >
        {(control) => (
          <ChoiceSelect
            control={control}
            value={baseId}
            placeholder="Choose a knowledge base"
            onChange={(id) => set({ baseId: id })}
            choices={items.map(({ id, name }) => ({ value: id, label: name }))}
            testId="set-base"
          />
        )}
      </Field>
      <Field label="Description">
        {(control) => (
          <Input
            {...control}
            maxLength={2000}
            value={values.description}
            onChange={({ target }) => set({ description: target.value })}
          />
        )}
      </Field>
    </DialogForm>
  );
}
