"use client";

import { Controller, type UseFormReturn } from "react-hook-form";

import { FilterChips } from "@/components/common/filter-bar";
import { FormSection } from "@/components/common/form-section";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import type { DeploymentValues } from "@/features/deployments/form-schema";

const CHIPS = [
  { value: "live", label: "Live at once" },
  { value: "draft", label: "Keep as a draft" },
] as const;

const NOTES = {
  live: "The next question is answered by it. The version before is kept, and you can go back.",
  draft: "It answers nobody until you make it live, or try it on a part of the conversations.",
};

type ReleaseSectionProps = { form: UseFormReturn<DeploymentValues>; number: number };

/** Why there is a new version, and whether it answers from now on. */
export function ReleaseSection({ form, number }: ReleaseSectionProps) {
  return (
    <FormSection
      title={`Version ${number}`}
      description="Saving makes a new version. Earlier ones never change."
    >
      <Field
        label="What changed and why"
        hint="For those who look through the versions later."
        error={form.formState.errors.note?.message}
      >
        {(control) => (
          <Textarea
            {...control}
            className="min-h-16"
            placeholder="Shorter answers: readers stopped at the second paragraph."
            {...form.register("note")}
            data-testid="version-note"
          />
        )}
      </Field>
      <Controller
        control={form.control}
        name="publish"
        render={({ field }) => {
          const chosen = field.value ? "live" : "draft";
          return (
            <div className="grid gap-1.5">
              <FilterChips
                label="When it answers"
                chips={[...CHIPS]}
                value={chosen}
                onChange={(value) => value && field.onChange(value === "live")}
              />
              <p className="text-[13px] text-muted-foreground">{NOTES[chosen]}</p>
            </div>
          );
        }}
      />
    </FormSection>
  );
}
