"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import Link from "next/link";
import type { ReactNode } from "react";
import { Controller, useForm, useWatch, type UseFormReturn } from "react-hook-form";

import { ChoiceSelect } from "@/components/common/choice-select";
import { ErrorState } from "@/components/common/error-state";
import { FormSection } from "@/components/common/form-section";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { KnowledgePicker } from "@/features/deployments/components/knowledge-picker";
import { PromptSection } from "@/features/deployments/components/prompt-section";
import { ReleaseSection } from "@/features/deployments/components/release-section";
import { RetrievalSection } from "@/features/deployments/components/retrieval-section";
import {
  changesBetween,
  deploymentSchema,
  type DeploymentValues,
  type Switch,
} from "@/features/deployments/form-schema";
import { useModels } from "@/features/models/api";
import { canGenerate, PROVIDERS } from "@/features/models/labels";
import { toApiError } from "@/lib/api/errors";

type DeploymentFormProps = {
  /** The project that the deployment belongs to. */
  projectId: string;
  values: DeploymentValues;
  /** What changes are changes of; undefined for a deployment that is not there yet. */
  before?: DeploymentValues;
  /** The number that the next version gets. */
  nextVersion?: number;
  cancelHref: string;
  error: Error | null;
  pending: boolean;
  onSubmit: (values: DeploymentValues) => void;
};

type SectionProps = { form: UseFormReturn<DeploymentValues> };

/** Refusals that belong to a field. */
const NAME_TAKEN = "name_taken";
const CONTEXT_MISSING = "context_missing";

export function DeploymentForm(props: DeploymentFormProps) {
  const { projectId, before, nextVersion = 1, error } = props;
  const form = useForm<DeploymentValues>({
    resolver: zodResolver(deploymentSchema),
    defaultValues: props.values,
  });
  const { code } = toApiError(error);
  const messageOf = (wanted: string) => (code === wanted ? error?.message : undefined);
  const isBelow = error !== null && code !== NAME_TAKEN && code !== CONTEXT_MISSING;
  return (
    <form noValidate className="max-w-3xl" onSubmit={form.handleSubmit(props.onSubmit)}>
      <FormSection title="What it is" description="How people find it in the chat.">
        <NameFields form={form} takenMessage={messageOf(NAME_TAKEN)} />
      </FormSection>
      <FormSection title="Model" description="What writes the answers.">
        <ModelField form={form} />
      </FormSection>
      <FormSection title="Knowledge" description="What it may answer from, and quotes.">
        <Controller
          control={form.control}
          name="knowledge_base_ids"
          render={({ field }) => (
            <KnowledgePicker projectId={projectId} value={field.value} onChange={field.onChange} />
          )}
        />
      </FormSection>
      <PromptSection
        form={form}
        projectId={projectId}
        templateProblem={messageOf(CONTEXT_MISSING)}
      />
      <RetrievalFields form={form} />
      <FormSection title="Behaviour" description="How much it remembers, and how long it writes.">
        <BehaviourFields form={form} />
      </FormSection>
      {before ? (
        <EditFooter
          {...props}
          form={form}
          before={before}
          nextVersion={nextVersion}
          isBelow={isBelow}
        />
      ) : (
        <Footer {...props} action="Create deployment" isBelow={isBelow} />
      )}
    </form>
  );
}

type FooterProps = Pick<DeploymentFormProps, "cancelHref" | "error" | "pending"> & {
  action: string;
  /** Whether the refusal belongs to no field. */
  isBelow: boolean;
  disabled?: boolean;
  children?: ReactNode;
};

function Footer({ cancelHref, error, pending, action, isBelow, disabled, children }: FooterProps) {
  return (
    <>
      {isBelow && <ErrorState error={error} className="mb-4" />}
      <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-3 border-t pt-5">
        {children}
        <span className="flex gap-2">
          <Button asChild>
            <Link href={cancelHref}>Cancel</Link>
          </Button>
          <Button
            type="submit"
            variant="primary"
            pending={pending}
            disabled={disabled}
            data-testid="save-deployment"
          >
            {action}
          </Button>
        </span>
      </div>
    </>
  );
}

type EditFooterProps = SectionProps &
  Omit<FooterProps, "action"> & { before: DeploymentValues; nextVersion: number };

/** Says what saving does before it is done: another name alone makes no version. */
function EditFooter({ form, before, nextVersion, ...props }: EditFooterProps) {
  const current = useWatch({ control: form.control }) as DeploymentValues;
  const { names, contents } = changesBetween(before, current);
  const changed = [...names, ...contents].map(({ label }) => label).join(", ");
  const makesVersion = contents.length > 0;
  return (
    <>
      {makesVersion && <ReleaseSection form={form} number={nextVersion} />}
      <Footer
        {...props}
        action={makesVersion ? `Save as version ${nextVersion}` : "Save changes"}
        disabled={changed === ""}
      >
        <p className="mr-auto text-[13px] text-muted-foreground" data-testid="form-changes">
          {changed ? `Changed: ${changed}` : "Nothing has changed yet."}
          {changed && !makesVersion && ". No new version."}
        </p>
      </Footer>
    </>
  );
}

function NameFields({ form, takenMessage }: SectionProps & { takenMessage?: string }) {
  const { errors } = form.formState;
  return (
    <>
      <Field label="Name" error={errors.name?.message ?? takenMessage}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            placeholder="HR assistant"
            data-testid="deployment-name"
            {...form.register("name")}
          />
        )}
      </Field>
      <Field label="Description" error={errors.description?.message}>
        {(control) => (
          <Input
            {...control}
            placeholder="Answers questions on leave, travel and benefits"
            {...form.register("description")}
          />
        )}
      </Field>
    </>
  );
}

function ModelField({ form }: SectionProps) {
  const models = useModels();
  const choices = models.data?.items.filter(canGenerate) ?? [];
  if (models.error) return <ErrorState error={models.error} onRetry={models.refetch} />;
  return (
    <Controller
      control={form.control}
      name="model_id"
      render={({ field, fieldState }) => (
        <Field
          label="Model"
          error={fieldState.error?.message}
          hint={
            models.data && choices.length === 0 ? "No language model is registered." : undefined
          }
        >
          {(control) => (
            <ChoiceSelect
              control={control}
              value={field.value}
              onChange={field.onChange}
              placeholder="Choose a model"
              choices={choices.map(({ id, name, provider }) => ({
                value: id,
                label: name,
                note: PROVIDERS[provider],
              }))}
              testId="deployment-model"
            />
          )}
        </Field>
      )}
    />
  );
}

function RetrievalFields({ form }: SectionProps) {
  const ids = useWatch({ control: form.control, name: "knowledge_base_ids" });
  return (
    <Controller
      control={form.control}
      name="retrieval"
      render={({ field }) => (
        <RetrievalSection knowledgeBaseIds={ids} value={field.value} onChange={field.onChange} />
      )}
    />
  );
}

const NUMBER_FIELDS = [
  { name: "memory_turns", label: "Memory turns", hint: "Earlier exchanges it sees.", step: 1 },
  { name: "temperature", label: "Temperature", hint: "0 is steady, 2 is loose.", step: 0.1 },
  { name: "max_tokens", label: "Longest answer", hint: "In tokens.", step: 1 },
] as const;

const SWITCH_FIELDS = [
  {
    name: "titles",
    label: "Titles by the model",
    hint: "Names a conversation after its first answer. Automatic spares a model on this machine.",
  },
  {
    name: "summaries",
    label: "Summaries of long conversations",
    hint: "Of the turns that the memory has no room for. Automatic spares a model on this machine.",
  },
] as const;

const SWITCH_CHOICES: { value: Switch; label: string }[] = [
  { value: "auto", label: "Automatic" },
  { value: "on", label: "On" },
  { value: "off", label: "Off" },
];

function BehaviourFields({ form }: SectionProps) {
  const { errors } = form.formState;
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2 md:grid-cols-1 lg:grid-cols-2">
      {NUMBER_FIELDS.map(({ name, label, hint, step }) => (
        <Field key={name} label={label} hint={hint} error={errors[name]?.message}>
          {(control) => (
            <Input
              {...control}
              type="number"
              step={step}
              className="font-mono"
              {...form.register(name, { valueAsNumber: true })}
            />
          )}
        </Field>
      ))}
      {SWITCH_FIELDS.map(({ name, label, hint }) => (
        <Controller
          key={name}
          control={form.control}
          name={name}
          render={({ field }) => (
            <Field label={label} hint={hint}>
              {(control) => (
                <ChoiceSelect
                  control={control}
                  value={field.value}
                  onChange={field.onChange}
                  choices={SWITCH_CHOICES}
                />
              )}
            </Field>
          )}
        />
      ))}
    </div>
  );
}
