"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm, type UseFormReturn } from "react-hook-form";
import { z } from "zod";

import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";

const schema = z.object({
  name: z.string().trim().min(1, "Give it a name.").max(120, "Use at most 120 characters."),
  description: z.string().trim().max(2000, "Use at most 2,000 characters."),
});

export type KnowledgeBaseValues = z.infer<typeof schema>;

export const KNOWLEDGE_BASE_FIELD_OF = { name_taken: "name" } as const;

export function useKnowledgeBaseForm(values: KnowledgeBaseValues = { name: "", description: "" }) {
  return useForm<KnowledgeBaseValues>({ resolver: zodResolver(schema), defaultValues: values });
}

type FieldsProps = { form: UseFormReturn<KnowledgeBaseValues>; autoFocus?: boolean };

export function NameFields({ form, autoFocus }: FieldsProps) {
  const { errors } = form.formState;
  return (
    <>
      <Field label="Name" error={errors.name?.message}>
        {(control) => (
          <Input
            {...control}
            autoFocus={autoFocus}
            placeholder="Employee handbook"
            data-testid="knowledge-base-name"
            {...form.register("name")}
          />
        )}
      </Field>
      <Field label="Description" error={errors.description?.message}>
        {(control) => (
          <Textarea
            {...control}
            placeholder="What is in it, and for whom"
            {...form.register("description")}
          />
        )}
      </Field>
    </>
  );
}
