"use client";

import { RotateCcw } from "lucide-react";
import type { ReactNode } from "react";

import { Field, type FieldControl } from "@/components/ui/field";
import { inherit, withField, type Layer } from "@/lib/layers";

export type InheritingFieldProps<Config extends object> = {
  own: Config;
  onChange: (own: Config) => void;
  /** What is inherited from, the strongest last. */
  layers: readonly Layer<Config>[];
  field: keyof Config;
  label: string;
  note?: ReactNode;
  error?: string;
  disabled?: boolean;
  /** Says nothing of what is inherited, where all of it comes from one place. */
  quiet?: boolean;
  children: (control: FieldControl) => ReactNode;
};

/** A setting that may be left open: it says where its value comes from, and takes a reset. */
export function InheritingField<Config extends object>(props: InheritingFieldProps<Config>) {
  const { own, layers, field, label, note, error, disabled, quiet, children } = props;
  const isOwn = own[field] != null;
  const { from } = inherit(field, layers);
  return (
    <Field
      label={label}
      error={error}
      hint={
        <span className="flex flex-wrap items-center gap-x-2">
          {note}
          {isOwn && !disabled ? (
            <button
              type="button"
              className="inline-flex items-center gap-1 rounded-sm text-primary-text hover:underline"
              onClick={() => props.onChange(withField(own, field, null))}
            >
              <RotateCcw className="size-3" aria-hidden /> Reset to {from}
            </button>
          ) : (
            !quiet && <span>{isOwn ? "Set here." : `From ${from}.`}</span>
          )}
        </span>
      }
    >
      {children}
    </Field>
  );
}
