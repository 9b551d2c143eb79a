"use client";

import Link from "next/link";
import { Controller, useWatch, type UseFormReturn } from "react-hook-form";

import { ChoiceSelect } from "@/components/common/choice-select";
import { ErrorState } from "@/components/common/error-state";
import { FilterChips } from "@/components/common/filter-bar";
import { FormSection } from "@/components/common/form-section";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import type { DeploymentValues } from "@/features/deployments/form-schema";
import { usePromptTemplates, usePromptVersions } from "@/features/prompts/api";

const CHIPS = [
  { value: "instructions", label: "Instructions" },
  { value: "template", label: "Prompt template" },
] as const;

type PromptSectionProps = {
  form: UseFormReturn<DeploymentValues>;
  projectId: string;
  /** What the server says of the chosen template. */
  templateProblem?: string;
};

/** What the model is told: instructions on top of the usual prompt, or a template in its place. */
export function PromptSection({ form, projectId, templateProblem }: PromptSectionProps) {
  const kind = useWatch({ control: form.control, name: "prompt" });
  return (
    <FormSection title="Prompt" description="Tone, limits, and what it should refuse.">
      <Controller
        control={form.control}
        name="prompt"
        render={({ field }) => (
          <FilterChips
            label="Kind of prompt"
            chips={[...CHIPS]}
            value={field.value}
            onChange={(value) => value && field.onChange(value)}
          />
        )}
      />
      {kind === "instructions" ? (
        <Instructions form={form} />
      ) : (
        <TemplateFields form={form} projectId={projectId} problem={templateProblem} />
      )}
    </FormSection>
  );
}

function Instructions({ form }: Pick<PromptSectionProps, "form">) {
  return (
    <Field
      label="Instructions"
      error={form.formState.errors.system_prompt?.message}
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
  );
}

type TemplateFieldsProps = Pick<PromptSectionProps, "form" | "projectId"> & { problem?: string };

function TemplateFields({ form, projectId, problem }: TemplateFieldsProps) {
  const templates = usePromptTemplates({ projectId });
  const [id, version] = useWatch({
    control: form.control,
    name: ["template_id", "template_version"],
  });
  if (templates.error) {
    return <ErrorState error={templates.error} onRetry={templates.refetch} />;
  }
  if (!templates.data) return <Skeleton className="h-24 w-full" />;
  if (templates.data.total === 0 && !id) return <NoTemplates />;
  const choose = (chosen: string) => {
    const latest = templates.data.items.find((template) => template.id === chosen)?.version;
    form.setValue("template_id", chosen, { shouldValidate: true });
    form.setValue("template_version", latest ?? null);
  };
  return (
    <>
      <div className="grid items-start gap-4 sm:grid-cols-2 md:grid-cols-1 lg:grid-cols-2">
        <Field
          label="Template"
          error={form.formState.errors.template_id?.message ?? problem}
          hint="It is the whole prompt: the usual one is not used."
        >
          {(control) => (
            <ChoiceSelect
              control={control}
              value={id}
              onChange={choose}
              placeholder="Choose a template"
              choices={templates.data.items.map((template) => ({
                value: template.id,
                label: template.name,
              }))}
              testId="deployment-template"
            />
          )}
        </Field>
        <VersionField
          templateId={id}
          value={version}
          onChange={(number) => form.setValue("template_version", number)}
        />
      </div>
      <TemplateText templateId={id} version={version} />
    </>
  );
}

function NoTemplates() {
  return (
    <p className="rounded-lg border border-dashed px-4 py-5 text-muted-foreground">
      There is no prompt template in this project yet. A template is kept in versions, and several
      deployments can use it.{" "}
      <Link className="text-primary-text hover:underline" href="/prompts">
        Open the prompt templates
      </Link>
    </p>
  );
}

type VersionFieldProps = {
  templateId: string;
  value: number | null;
  onChange: (version: number) => void;
};

function VersionField({ templateId, value, onChange }: VersionFieldProps) {
  const versions = usePromptVersions(templateId || null);
  const choices = (versions.data?.items ?? []).map(({ number, note }) => ({
    value: String(number),
    label: `Version ${number}`,
    note: note || undefined,
  }));
  // What is chosen is shown before the others are known.
  const chosen = value === null ? [] : [{ value: String(value), label: `Version ${value}` }];
  return (
    <Field label="Its version" hint="Later versions do not change this deployment.">
      {(control) => (
        <ChoiceSelect
          control={control}
          value={value === null ? "" : String(value)}
          onChange={(version) => onChange(Number(version))}
          placeholder="The latest"
          disabled={choices.length === 0}
          choices={choices.length > 0 ? choices : chosen}
        />
      )}
    </Field>
  );
}

type TemplateTextProps = { templateId: string; version: number | null };

function TemplateText({ templateId, version }: TemplateTextProps) {
  const versions = usePromptVersions(templateId || null);
  const chosen = versions.data?.items.find(({ number }) => number === version);
  if (!chosen) return null;
  return (
    <details className="rounded-lg border">
      <summary className="cursor-pointer rounded-lg px-4 py-2.5 text-[13px]">What it says</summary>
      <pre
        className="max-h-80 overflow-y-auto border-t p-4 font-mono text-xs leading-relaxed [overflow-wrap:anywhere] whitespace-pre-wrap"
        tabIndex={0}
      >
        {chosen.content}
      </pre>
    </details>
  );
}
