"use client";

import type { FieldControl } from "@/components/ui/field";
import {
  Select,
  SelectContent,
  SelectItem,
  SelectTrigger,
  SelectValue,
} from "@/components/ui/select";

export type Choice<Value extends string> = {
  value: Value;
  label: string;
  /** What the choice means, in a few words beside it. */
  note?: string;
  disabled?: boolean;
};

type ChoiceSelectProps<Value extends string> = {
  value: Value | "";
  onChange: (value: Value) => void;
  choices: readonly Choice<Value>[];
  placeholder?: string;
  disabled?: boolean;
  className?: string;
  testId?: string;
} & ({ control: FieldControl; label?: never } | { label: string; control?: never });

/** A choice of one among a few, labelled by the field around it or by `label`. */
export function ChoiceSelect<Value extends string>(props: ChoiceSelectProps<Value>) {
  const { value, onChange, choices, placeholder, disabled, className, testId } = props;
  return (
    <Select value={value} onValueChange={(next) => onChange(next as Value)} disabled={disabled}>
      <SelectTrigger
        {...props.control}
        aria-label={props.label}
        className={className}
        data-testid={testId}
      >
        <SelectValue placeholder={placeholder} />
      </SelectTrigger>
      <SelectContent>
        {choices.map((choice) => (
          <SelectItem key={choice.value} value={choice.value} disabled={choice.disabled}>
            {choice.label}
            {choice.note && <span className="ml-2 text-muted-foreground">{choice.note}</span>}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
