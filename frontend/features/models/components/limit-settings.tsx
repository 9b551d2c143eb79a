"use client";

import { ChoiceSelect } from "@/components/common/choice-select";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { SettingsPartProps } from "@/features/models/components/identity-settings";
import { Fallbacks } from "@/features/models/components/model-facts";
import { fallbackChain, fallbackChoices } from "@/features/models/fallbacks";
import { PROVIDERS } from "@/features/models/labels";
import type { TimeoutName } from "@/features/models/settings";
import type { Model } from "@/lib/api/types";

const WAITS: { name: TimeoutName; label: string }[] = [
  { name: "first_token_s", label: "To the first word" },
  { name: "idle_s", label: "Between words" },
  { name: "total_s", label: "For a whole answer" },
];

type LimitSettingsProps = Omit<SettingsPartProps, "model">;

/** How many answers a model writes at once, and how long it may take. */
export function LimitSettings({ settings, problems, onChange }: LimitSettingsProps) {
  return (
    <>
      <Field
        label="Answers at once"
        error={problems.maxConcurrent}
        hint="Further questions wait for their turn. Empty: no limit."
      >
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            className="font-mono sm:max-w-48"
            placeholder="No limit"
            value={settings.maxConcurrent}
            onChange={({ target }) => onChange({ maxConcurrent: target.value.trim() })}
            data-testid="max-concurrent"
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-3">
        {WAITS.map(({ name, label }) => (
          <Field key={name} label={label} error={problems[name]} hint="In seconds.">
            {(control) => (
              <Input
                {...control}
                inputMode="decimal"
                className="font-mono"
                placeholder="As set"
                value={settings.timeouts[name]}
                onChange={({ target }) =>
                  onChange({ timeouts: { ...settings.timeouts, [name]: target.value.trim() } })
                }
                data-testid={`timeout-${name}`}
              />
            )}
          </Field>
        ))}
      </div>
      <p className="text-[13px] text-muted-foreground">
        Where nothing is entered, the server&apos;s own settings hold.
      </p>
    </>
  );
}

const NONE = "none";

type FallbackSettingsProps = {
  model: Model;
  models: Model[];
  value: string | null;
  onChange: (id: string | null) => void;
};

/** The first fallback, and the order that follows from those of the others. */
export function FallbackSettings({ model, models, value, onChange }: FallbackSettingsProps) {
  const chain = fallbackChain({ ...model, fallback_model_id: value }, models);
  return (
    <>
      <Field
        label="Falls back to"
        hint="The same question goes to it when this model is down, busy or too slow."
      >
        {(control) => (
          <ChoiceSelect
            control={control}
            value={value ?? NONE}
            onChange={(id) => onChange(id === NONE ? null : id)}
            choices={[
              { value: NONE, label: "Nothing", note: "the question fails" },
              ...fallbackChoices(model, models).map(({ id, name, provider }) => ({
                value: id,
                label: name,
                note: PROVIDERS[provider],
              })),
            ]}
            testId="fallback"
          />
        )}
      </Field>
      {chain.length > 1 && (
        <div className="text-[13px]" data-testid="fallback-chain">
          <p className="mb-1 text-muted-foreground">
            In this order, as each of them has a fallback of its own:
          </p>
          <Fallbacks chain={chain} />
        </div>
      )}
    </>
  );
}
