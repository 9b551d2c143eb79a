"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import Link from "next/link";
import { Controller, useForm, useWatch, type UseFormReturn } from "react-hook-form";

import { ErrorState } from "@/components/common/error-state";
import { FormSection } from "@/components/common/form-section";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import {
  Select,
  SelectContent,
  SelectItem,
  SelectTrigger,
  SelectValue,
} from "@/components/ui/select";
import { KnowledgePicker } from "@/features/deployments/components/knowledge-picker";
import { RetrievalSection } from "@/features/deployments/components/retrieval-section";
import { deploymentSchema, type DeploymentValues } from "@/features/deployments/form-schema";
import { useModels } from "@/features/models/api";
import { canGenerate, PROVIDERS } from "@/features/models/labels";
import { toApiError } from "@/lib/api/errors";

type DeploymentFormProps = {
  /** The project that the deployment belongs to. */
  projectId: string;
  values: DeploymentValues;
  /** The verb on the button. */
  action: string;
  cancelHref: string;
  error: Error | null;
  pending: boolean;
  onSubmit: (values: DeploymentValues) => void;
};

type SectionProps = { form: UseFormReturn<DeploymentValues> };

export function DeploymentForm(props: DeploymentFormProps) {
  const form = useForm<DeploymentValues>({
    resolver: zodResolver(deploymentSchema),
    defaultValues: props.values,
  });
  const nameTaken = toApiError(props.error).code === "name_taken";
  return (
    <form noValidate className="max-w-3xl" onSubmit={form.handleSubmit(props.onSubmit)}>
      <FormSection title="What it is" description="How people find it in the chat.">
        <NameFields form={form} takenMessage={nameTaken ? props.error?.message : undefined} />
      </FormSection>
      <FormSection title="Model" description="What writes the answers.">
        <ModelField form={form} />
      </FormSection>
      <FormSection title="Knowledge" description="What it may answer from, and quotes.">
        <Controller
          control={form.control}
          name="knowledge_base_ids"
          render={({ field }) => (
            <KnowledgePicker
              projectId={props.projectId}
              value={field.value}
              onChange={field.onChange}
            />
          )}
        />
      </FormSection>
      <RetrievalFields form={form} />
      <FormSection title="Behaviour" description="Tone, limits, and what it should refuse.">
        <BehaviourFields form={form} />
      </FormSection>
      {props.error && !nameTaken && <ErrorState error={props.error} className="mb-4" />}
      <div className="flex justify-end gap-2 border-t pt-5">
        <Button asChild>
          <Link href={props.cancelHref}>Cancel</Link>
        </Button>
        <Button
          type="submit"
          variant="primary"
          pending={props.pending}
          data-testid="save-deployment"
        >
          {props.action}
        </Button>
      </div>
    </form>
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
            <Select value={field.value} onValueChange={field.onChange}>
              <SelectTrigger {...control} data-testid="deployment-model">
                <SelectValue placeholder="Choose a model" />
              </SelectTrigger>
              <SelectContent>
                {choices.map((model) => (
                  <SelectItem key={model.id} value={model.id}>
                    {model.name}
                    <span className="ml-2 text-muted-foreground">{PROVIDERS[model.provider]}</span>
                  </SelectItem>
                ))}
              </SelectContent>
            </Select>
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

function BehaviourFields({ form }: SectionProps) {
  const { errors } = form.formState;
  return (
    <>
      <Field
        label="Instructions"
        error={errors.system_prompt?.message}
        hint="Empty is fine: by default it answers from the passages, quotes them, and says when they do not hold the answer."
      >
        {(control) => (
          <Textarea
            {...control}
            className="min-h-28"
            placeholder="You answer questions of employees. Be brief and friendly."
            {...form.register("system_prompt")}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
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
      </div>
    </>
  );
}
