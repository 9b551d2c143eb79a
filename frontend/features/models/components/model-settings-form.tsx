"use client";

import { useState, type FormEvent } from "react";
import { toast } from "sonner";

import { ErrorState } from "@/components/common/error-state";
import { FormSection } from "@/components/common/form-section";
import { ReadOnlyNote } from "@/components/common/read-only-note";
import { Button } from "@/components/ui/button";
import { useModels, useUpdateModel } from "@/features/models/api";
import { DeleteModel } from "@/features/models/components/delete-model";
import { ConnectionSettings } from "@/features/models/components/connection-settings";
import { IdentitySettings } from "@/features/models/components/identity-settings";
import { FallbackSettings, LimitSettings } from "@/features/models/components/limit-settings";
import { PriceFields } from "@/features/models/components/price-fields";
import { VisibilityField } from "@/features/models/components/visibility-field";
import { canGenerate } from "@/features/models/labels";
import { isBuiltIn } from "@/features/models/providers";
import {
  changesOf,
  settingsOf,
  settingsProblems,
  type ModelSettings,
} from "@/features/models/settings";
import type { Model } from "@/lib/api/types";

const BUILT_IN =
  "This model comes with the installation: what it is and where stands in the server's settings. Prices, limits, its fallback and who may choose it are set here.";

/** Everything about a model that can be changed, saved together. */
export function ModelSettingsForm({ model }: { model: Model }) {
  const update = useUpdateModel(model.id);
  const models = useModels().data?.items ?? [];
  const [settings, setSettings] = useState<ModelSettings>(() => settingsOf(model));
  const [isTried, setTried] = useState(false);
  const found = settingsProblems(settings, model);
  const problems = isTried ? found : {};
  const changes = changesOf(model, settings);
  const isChanged = Object.keys(changes).length > 0;
  const isOwn = !isBuiltIn(model);
  const set = (change: Partial<ModelSettings>) => setSettings((now) => ({ ...now, ...change }));

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (Object.keys(found).length > 0) return;
    update.mutate(changes, { onSuccess: () => toast.success("Model saved") });
  }

  return (
    <div className="max-w-3xl">
      {!isOwn && <ReadOnlyNote reason={BUILT_IN} />}
      <form noValidate onSubmit={submit} autoComplete="off">
        {isOwn && (
          <>
            <FormSection title="What it is" description="How people find it when they choose.">
              <IdentitySettings
                model={model}
                settings={settings}
                problems={problems}
                onChange={set}
              />
            </FormSection>
            <FormSection title="Connection" description="Where it is served, and with which key.">
              <ConnectionSettings
                model={model}
                settings={settings}
                problems={problems}
                onChange={set}
              />
            </FormSection>
          </>
        )}
        <FormSection title="Prices" description="Answers tell their cost by these. Empty: unknown.">
          <PriceFields value={settings} onChange={set} problems={problems} />
        </FormSection>
        {canGenerate(model) && (
          <>
            <FormSection title="Limits" description="How much it takes on, and how long we wait.">
              <LimitSettings settings={settings} problems={problems} onChange={set} />
            </FormSection>
            <FormSection
              title="Fallback"
              description="What answers instead when it fails before its first word."
            >
              <FallbackSettings
                model={model}
                models={models}
                value={settings.fallbackId}
                onChange={(fallbackId) => set({ fallbackId })}
              />
            </FormSection>
          </>
        )}
        <FormSection title="Who may choose it" description="For deployments that people make.">
          <VisibilityField
            value={settings.visibility}
            onChange={(visibility) => set({ visibility })}
          />
        </FormSection>
        {update.error && <ErrorState error={update.error} className="mb-4" />}
        <div className="flex items-center justify-end gap-2 border-t pt-5">
          {isChanged && (
            <Button
              onClick={() => {
                setSettings(settingsOf(model));
                update.reset();
              }}
            >
              Discard changes
            </Button>
          )}
          <Button
            type="submit"
            variant="primary"
            disabled={!isChanged}
            pending={update.isPending}
            data-testid="save-model"
          >
            Save model
          </Button>
        </div>
      </form>
      {isOwn && <DeleteModel model={model} />}
    </div>
  );
}
