"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm, type UseFormReturn } from "react-hook-form";
import { z } from "zod";

import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";

const schema = z
  .object({
    name: z.string().trim().min(1, "Give it a name.").max(120, "Use at most 120 characters."),
    description: z.string().trim().max(2000, "Use at most 2,000 characters."),
    chunk_size: z
      .number("Enter a number.")
      .int()
      .min(32, "At least 32.")
      .max(2048, "At most 2,048."),
    chunk_overlap: z.number("Enter a number.").int().min(0, "At least 0.").max(512, "At most 512."),
  })
  .refine((values) => values.chunk_overlap * 2 <= values.chunk_size, {
    path: ["chunk_overlap"],
    message: "At most half of the chunk size.",
  });

export type KnowledgeBaseValues = z.infer<typeof schema>;

const DEFAULTS: KnowledgeBaseValues = {
  name: "",
  description: "",
  chunk_size: 200,
  chunk_overlap: 30,
};

export const KNOWLEDGE_BASE_FIELD_OF = { name_taken: "name" } as const;

export function useKnowledgeBaseForm(values: KnowledgeBaseValues = DEFAULTS) {
  return useForm<KnowledgeBaseValues>({ resolver: zodResolver(schema), defaultValues: values });
}

type FieldsProps = { form: UseFormReturn<KnowledgeBaseValues> };

export function NameFields({ form, autoFocus }: FieldsProps & { autoFocus?: boolean }) {
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

export function ChunkFields({ form }: FieldsProps) {
  const { errors } = form.formState;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Chunk size" hint="Tokens in one passage." error={errors.chunk_size?.message}>
        {(control) => (
          <Input
            {...control}
            type="number"
            inputMode="numeric"
            className="font-mono"
            {...form.register("chunk_size", { valueAsNumber: true })}
          />
        )}
      </Field>
      <Field
        label="Chunk overlap"
        hint="Tokens that neighbours share."
        error={errors.chunk_overlap?.message}
      >
        {(control) => (
          <Input
            {...control}
            type="number"
            inputMode="numeric"
            className="font-mono"
            {...form.register("chunk_overlap", { valueAsNumber: true })}
          />
        )}
      </Field>
    </div>
  );
}
