import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { DraftProblems } from "@/features/models/draft";

export type PriceText = { inputPrice: string; outputPrice: string; currency: string };

type PriceFieldsProps = {
  value: PriceText;
  onChange: (change: Partial<PriceText>) => void;
  problems: DraftProblems;
};

const FIELDS = [
  { name: "inputPrice", label: "Per million tokens in" },
  { name: "outputPrice", label: "Per million tokens out" },
] as const;

/** What a model costs, so that answers tell what they did. */
export function PriceFields({ value, onChange, problems }: PriceFieldsProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-[1fr_1fr_6rem]">
      {FIELDS.map(({ name, label }) => (
        <Field key={name} label={label} error={problems[name]}>
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              className="font-mono"
              placeholder="–"
              value={value[name]}
              onChange={({ target }) => onChange({ [name]: target.value.trim() })}
              data-testid={`price-${name}`}
            />
          )}
        </Field>
      ))}
      <Field label="Currency" error={problems.currency}>
        {(control) => (
          <Input
            {...control}
            className="font-mono uppercase"
            maxLength={3}
            value={value.currency}
            onChange={({ target }) => onChange({ currency: target.value.toUpperCase() })}
          />
        )}
      </Field>
    </div>
  );
}
