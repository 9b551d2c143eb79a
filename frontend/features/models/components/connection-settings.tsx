"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { SettingsPartProps } from "@/features/models/components/identity-settings";
import { REMOTE_PROVIDERS, type RemoteProvider } from "@/features/models/providers";
import type { KeyChange } from "@/features/models/settings";
import type { Model } from "@/lib/api/types";

/** Where a model is served, under which id, and with which key. */
export function ConnectionSettings({ model, settings, problems, onChange }: SettingsPartProps) {
  const facts = REMOTE_PROVIDERS[model.provider as RemoteProvider];
  return (
    <>
      <Field
        label="Address"
        error={problems.endpointUrl}
        hint={
          facts.defaultAddress
            ? `Empty uses ${facts.defaultAddress}. A stored key goes to the address it was entered for.`
            : "A stored key goes to the address it was entered for."
        }
      >
        {(control) => (
          <Input
            {...control}
            inputMode="url"
            className="font-mono text-[13px]"
            placeholder={facts.placeholder}
            value={settings.endpointUrl}
            onChange={({ target }) => onChange({ endpointUrl: target.value })}
          />
        )}
      </Field>
      <Field label="Model id" error={problems.modelId}>
        {(control) => (
          <Input
            {...control}
            maxLength={200}
            className="font-mono text-[13px]"
            value={settings.modelId}
            onChange={({ target }) => onChange({ modelId: target.value })}
            data-testid="model-id"
          />
        )}
      </Field>
      <KeyField
        model={model}
        change={settings.key}
        problem={problems.key}
        onChange={(key) => onChange({ key })}
      />
    </>
  );
}

type KeyFieldProps = {
  model: Model;
  change: KeyChange;
  problem: string | undefined;
  onChange: (change: KeyChange) => void;
};

/** The stored key by its hint alone: it can be exchanged or taken away, never read. */
function KeyField({ model, change, problem, onChange }: KeyFieldProps) {
  if (change.kind === "replace") {
    return (
      <Field label="New API key" error={problem} hint="Stored encrypted, and never shown again.">
        {(control) => (
          <div className="flex gap-2">
            <Input
              {...control}
              autoFocus
              type="password"
              autoComplete="new-password"
              className="font-mono text-[13px]"
              maxLength={500}
              value={change.key}
              onChange={({ target }) => onChange({ kind: "replace", key: target.value })}
              data-testid="new-key"
            />
            <Button onClick={() => onChange({ kind: "keep" })}>Cancel</Button>
          </div>
        )}
      </Field>
    );
  }
  return (
    <div className="grid gap-1.5" role="group" aria-label="API key">
      <p className="text-[13px] font-medium">API key</p>
      <div className="flex flex-wrap items-center gap-2">
        <span className="min-w-0 flex-1 font-mono text-[13px] text-muted-foreground">
          {keyWords(model, change)}
        </span>
        {change.kind === "remove" ? (
          <Button onClick={() => onChange({ kind: "keep" })}>Keep it</Button>
        ) : (
          <>
            <Button
              onClick={() => onChange({ kind: "replace", key: "" })}
              data-testid="replace-key"
            >
              {model.has_api_key ? "Replace key" : "Enter key"}
            </Button>
            {model.has_api_key && (
              <Button onClick={() => onChange({ kind: "remove" })}>Remove key</Button>
            )}
          </>
        )}
      </div>
    </div>
  );
}

function keyWords({ has_api_key, api_key_hint }: Model, change: KeyChange): string {
  if (change.kind === "remove") return "Removed when you save";
  return has_api_key ? (api_key_hint ?? "stored") : "None stored";
}
