"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { RadioGroup } from "radix-ui";
import type { ReactNode } from "react";
import { Controller, useForm, type UseFormReturn } from "react-hook-form";
import { z } from "zod";

import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import {
  COLOUR_NAMES,
  ICON_NAMES,
  PROJECT_COLOURS,
  PROJECT_ICONS,
} from "@/features/projects/appearance";
import type { ProjectColour, ProjectIcon } from "@/lib/api/types";
import { cn } from "@/lib/cn";

const schema = z.object({
  name: z.string().trim().min(1, "Give it a name.").max(120, "Use at most 120 characters."),
  description: z.string().trim().max(2000, "Use at most 2,000 characters."),
  icon: z.enum(ICON_NAMES),
  colour: z.enum(COLOUR_NAMES),
});

export type ProjectValues = z.infer<typeof schema>;

const NEW_PROJECT: ProjectValues = { name: "", description: "", icon: "folder", colour: "blue" };

export const PROJECT_FIELD_OF = { name_taken: "name" } as const;

export function useProjectForm(values: ProjectValues = NEW_PROJECT) {
  return useForm<ProjectValues>({ resolver: zodResolver(schema), defaultValues: values });
}

type FieldsProps = { form: UseFormReturn<ProjectValues>; autoFocus?: boolean };

export function ProjectFields({ form, autoFocus }: FieldsProps) {
  const { errors } = form.formState;
  const colour = form.watch("colour");
  return (
    <>
      <Field label="Name" error={errors.name?.message}>
        {(control) => (
          <Input
            {...control}
            autoFocus={autoFocus}
            placeholder="Human resources"
            data-testid="project-name"
            {...form.register("name")}
          />
        )}
      </Field>
      <Field label="Description" error={errors.description?.message}>
        {(control) => (
          <Textarea
            {...control}
            placeholder="What is done here, and by whom"
            {...form.register("description")}
          />
        )}
      </Field>
      <Controller
        control={form.control}
        name="icon"
        render={({ field }) => (
          <IconPicker value={field.value} colour={colour} onChange={field.onChange} />
        )}
      />
      <Controller
        control={form.control}
        name="colour"
        render={({ field }) => <ColourPicker value={field.value} onChange={field.onChange} />}
      />
    </>
  );
}

const itemStyles =
  "grid size-8 place-items-center rounded-md border border-transparent transition-colors duration-120 hover:bg-muted data-[state=checked]:border-foreground";

type IconPickerProps = {
  value: ProjectIcon;
  colour: ProjectColour;
  onChange: (icon: ProjectIcon) => void;
};

function IconPicker({ value, colour, onChange }: IconPickerProps) {
  return (
    <PickerField label="Icon">
      <RadioGroup.Root
        aria-label="Icon"
        value={value}
        onValueChange={(icon) => onChange(icon as ProjectIcon)}
        className="flex flex-wrap gap-1"
      >
        {ICON_NAMES.map((name) => {
          const Icon = PROJECT_ICONS[name];
          return (
            <RadioGroup.Item
              key={name}
              value={name}
              aria-label={name}
              title={name}
              className={cn(itemStyles, name === value && PROJECT_COLOURS[colour])}
            >
              <Icon className="size-4" />
            </RadioGroup.Item>
          );
        })}
      </RadioGroup.Root>
    </PickerField>
  );
}

type ColourPickerProps = { value: ProjectColour; onChange: (colour: ProjectColour) => void };

function ColourPicker({ value, onChange }: ColourPickerProps) {
  return (
    <PickerField label="Colour">
      <RadioGroup.Root
        aria-label="Colour"
        value={value}
        onValueChange={(colour) => onChange(colour as ProjectColour)}
        className="flex flex-wrap gap-1"
      >
        {COLOUR_NAMES.map((name) => (
          <RadioGroup.Item
            key={name}
            value={name}
            aria-label={name}
            title={name}
            className={itemStyles}
          >
            <span className={cn("size-5 rounded-full", PROJECT_COLOURS[name])}>
              <span
                aria-hidden
                className="mx-auto mt-1.25 block size-2.5 rounded-full bg-current"
              />
            </span>
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
    </PickerField>
  );
}

function PickerField({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <span className="text-[13px] font-medium" aria-hidden>
        {label}
      </span>
      {children}
    </div>
  );
}
