import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { canGenerate } from "@/features/models/labels";
import type { ModelSettings, SettingsProblems } from "@/features/models/settings";
import type { Model } from "@/lib/api/types";

export type SettingsPartProps = {
  model: Model;
  settings: ModelSettings;
  problems: SettingsProblems;
  onChange: (change: Partial<ModelSettings>) => void;
};

/** What a model is called and what it can take in. */
export function IdentitySettings({ model, settings, problems, onChange }: SettingsPartProps) {
  return (
    <>
      <Field label="Name" error={problems.name}>
        {(control) => (
          <Input
            {...control}
            maxLength={120}
            value={settings.name}
            onChange={({ target }) => onChange({ name: target.value })}
            data-testid="model-name"
          />
        )}
      </Field>
      <Field label="Description" hint="What it is good at, for those who choose.">
        {(control) => (
          <Input
            {...control}
            maxLength={2000}
            value={settings.description}
            onChange={({ target }) => onChange({ description: target.value })}
          />
        )}
      </Field>
      {canGenerate(model) && (
        <Field
          label="Context length"
          error={problems.contextTokens}
          hint="Tokens it reads and writes together. Empty counts as 8,192."
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              className="font-mono sm:max-w-48"
              placeholder="8192"
              value={settings.contextTokens}
              onChange={({ target }) => onChange({ contextTokens: target.value.trim() })}
            />
          )}
        </Field>
      )}
    </>
  );
}
