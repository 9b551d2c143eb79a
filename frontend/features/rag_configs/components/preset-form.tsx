"use client";

import { useState, type FormEvent } from "react";

import { ChoiceSelect } from "@/components/common/choice-select";
import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { useProjectChoices } from "@/features/projects/api";
import { useEmbeddingModels } from "@/features/rag_configs/api";
import { ChunkFields, PrefixFields } from "@/features/rag_configs/components/config-fields";
import { ChunkPreview } from "@/features/rag_configs/components/chunk-preview";
import {
  EmbeddingModelSelect,
  ModelReadiness,
} from "@/features/rag_configs/components/embedding-model-select";
import { configProblems, DEFAULTS, retrievalLayers } from "@/features/rag_configs/inheritance";
import { ProfileFields } from "@/features/retrieval/components/profile-fields";
import { profileProblems, type ProfileProblems } from "@/features/retrieval/profile";
import { toApiError } from "@/lib/api/errors";
import type { ConfigOverrides, PresetCreate } from "@/lib/api/types";
import { decided, withField } from "@/lib/layers";
import { isAtLeast } from "@/lib/project-role";

const ONLY_ME = "me";
const LAYERS = [DEFAULTS];
const RETRIEVAL_LAYERS = retrievalLayers(LAYERS);

export type PresetValues = {
  name: string;
  description: string;
  projectId: string | null;
  own: ConfigOverrides;
};

type PresetFormProps = {
  values: PresetValues;
  action: string;
  save: { mutate: (body: PresetCreate) => void; isPending: boolean; error: Error | null };
  readOnly?: boolean;
};

/** A preset at the left, and what it makes of a text at the right. */
export function PresetForm({ values: given, action, save, readOnly }: PresetFormProps) {
  const [values, setValues] = useState(given);
  const [isTried, setTried] = useState(false);
  const set = (change: Partial<PresetValues>) => setValues({ ...values, ...change });
  const problems = configProblems(values.own, LAYERS);
  const retrievalProblems = profileProblems(values.own.retrieval ?? {}, RETRIEVAL_LAYERS);
  const isWrong = Object.keys({ ...problems, ...retrievalProblems }).length > 0;
  const nameError = isTried && !values.name.trim() ? "Give it a name." : undefined;
  const taken = save.error && toApiError(save.error).code === "name_taken";

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!values.name.trim() || isWrong) return;
    save.mutate({
      name: values.name.trim(),
      description: values.description.trim(),
      project_id: values.projectId,
      config: decided(values.own),
    });
  }

  return (
    <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-[24rem_minmax(0,1fr)]">
      <form noValidate className="grid grid-cols-1 gap-4" onSubmit={submit}>
        <Field label="Name" error={taken ? save.error?.message : nameError}>
          {(control) => (
            <Input
              {...control}
              placeholder="Contracts"
              maxLength={120}
              disabled={readOnly}
              value={values.name}
              onChange={({ target }) => set({ name: target.value })}
              data-testid="preset-name"
            />
          )}
        </Field>
        <Field label="Description">
          {(control) => (
            <Textarea
              {...control}
              placeholder="For which documents it is made"
              maxLength={2000}
              disabled={readOnly}
              value={values.description}
              onChange={({ target }) => set({ description: target.value })}
            />
          )}
        </Field>
        {!readOnly && (
          <SharingField value={values.projectId} onChange={(projectId) => set({ projectId })} />
        )}
        <ChunkFields
          own={values.own}
          onChange={(own) => set({ own })}
          errors={problems}
          disabled={readOnly}
        />
        <EmbeddingFields own={values.own} onChange={(own) => set({ own })} disabled={readOnly} />
        <RetrievalFields
          own={values.own}
          onChange={(own) => set({ own })}
          errors={retrievalProblems}
          disabled={readOnly}
        />
        {save.error && !taken && <ErrorState error={save.error} />}
        {!readOnly && (
          <div>
            <Button
              type="submit"
              variant="primary"
              pending={save.isPending}
              data-testid="save-preset"
            >
              {action}
            </Button>
          </div>
        )}
      </form>
      <ChunkPreview own={values.own} />
    </div>
  );
}

type SharingFieldProps = { value: string | null; onChange: (projectId: string | null) => void };

function SharingField({ value, onChange }: SharingFieldProps) {
  const projects = useProjectChoices();
  const shareable = (projects.data?.items ?? []).filter(
    ({ id, role }) => id === value || isAtLeast(role, "editor"),
  );
  return (
    <Field label="Shared in" hint="Editors of the project may use and change it.">
      {(control) => (
        <ChoiceSelect
          control={control}
          value={value ?? ONLY_ME}
          onChange={(id) => onChange(id === ONLY_ME ? null : id)}
          choices={[
            { value: ONLY_ME, label: "Nobody", note: "only me" },
            ...shareable.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          testId="preset-project"
        />
      )}
    </Field>
  );
}

type EmbeddingFieldsProps = {
  own: ConfigOverrides;
  onChange: (own: ConfigOverrides) => void;
  disabled?: boolean;
};

function EmbeddingFields({ own, onChange, disabled }: EmbeddingFieldsProps) {
  const models = useEmbeddingModels();
  const name = own.embedding_model ?? models.data?.default;
  const model = models.data?.items.find((candidate) => candidate.name === name);
  return (
    <>
      <Field
        label="Embedding model"
        hint="For knowledge bases that are made with this preset. Those that exist keep theirs."
      >
        {(control) => (
          <EmbeddingModelSelect
            control={control}
            value={own.embedding_model ?? null}
            inheritLabel="The default model"
            disabled={disabled}
            onChange={(value) => onChange(withField(own, "embedding_model", value))}
          />
        )}
      </Field>
      {model && <ModelReadiness model={model} />}
      <PrefixFields own={own} onChange={onChange} modelPrefixes={model} disabled={disabled} />
    </>
  );
}

type RetrievalFieldsProps = EmbeddingFieldsProps & { errors: ProfileProblems };

/** How passages are found; folded away, for the defaults fit most documents. */
function RetrievalFields({ own, onChange, errors, disabled }: RetrievalFieldsProps) {
  const retrieval = own.retrieval ?? {};
  const count = Object.keys(decided(retrieval)).length;
  return (
    <details className="rounded-lg border" data-testid="preset-retrieval">
      <summary className="cursor-pointer rounded-lg px-4 py-2.5 text-[13px] font-medium">
        How passages are found
        <span className="ml-2 font-normal text-muted-foreground">
          {count === 0 ? "the defaults" : `${count} set here`}
        </span>
      </summary>
      <div className="border-t px-4 py-4">
        <ProfileFields
          own={retrieval}
          onChange={(changed) => onChange({ ...own, retrieval: changed })}
          layers={RETRIEVAL_LAYERS}
          errors={errors}
          disabled={disabled}
        />
      </div>
    </details>
  );
}
