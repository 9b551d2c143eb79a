"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Slider } from "@/components/ui/slider";

const MIN = 1;
const MAX = 99;

type PercentFieldProps = { value: number; onChange: (value: number) => void; hint?: string };

function clamped(value: number): number {
  return Number.isNaN(value) ? MIN : Math.min(MAX, Math.max(MIN, Math.round(value)));
}

/** The share of the conversations that a candidate answers, dragged or typed. */
export function PercentField({ value, onChange, hint }: PercentFieldProps) {
  const change = (next: number) => onChange(clamped(next));
  return (
    <Field label="Share of the conversations" hint={hint}>
      {(control) => (
        <div className="flex items-center gap-3">
          <Slider
            aria-label="Share of the conversations, in percent"
            min={MIN}
            max={MAX}
            value={value}
            onChange={({ target }) => change(target.valueAsNumber)}
          />
          <span className="flex items-center gap-1.5">
            <Input
              {...control}
              type="number"
              min={MIN}
              max={MAX}
              className="w-16 font-mono"
              value={value}
              onChange={({ target }) => change(target.valueAsNumber)}
              data-testid="traffic-percent"
            />
            %
          </span>
        </div>
      )}
    </Field>
  );
}
