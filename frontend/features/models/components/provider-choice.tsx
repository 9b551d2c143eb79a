"use client";

import {
  REMOTE_PROVIDERS,
  REMOTE_PROVIDER_NAMES,
  type RemoteProvider,
} from "@/features/models/providers";
import { cn } from "@/lib/cn";

type ProviderChoiceProps = {
  value: RemoteProvider | null;
  onChoose: (provider: RemoteProvider) => void;
};

/** Where the model runs: one click goes on. */
export function ProviderChoice({ value, onChoose }: ProviderChoiceProps) {
  return (
    <>
      <div className="grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
        {REMOTE_PROVIDER_NAMES.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={value === name}
            onClick={() => onChoose(name)}
            data-testid={`provider-${name}`}
            className={cn(
              "rounded-lg border px-3.5 py-3 text-left transition-colors duration-150 hover:bg-surface",
              value === name && "border-primary bg-primary-soft/50",
            )}
          >
            <span className="block font-medium">{REMOTE_PROVIDERS[name].label}</span>
            <span className="block text-[13px] text-muted-foreground">
              {REMOTE_PROVIDERS[name].note}
            </span>
          </button>
        ))}
      </div>
      <p className="mt-3 text-[13px] text-muted-foreground">
        The model of this server is in the list already. Which one it is stands in the server&apos;s
        settings as <code className="font-mono text-xs">LOCAL_LLM_MODEL</code>.
      </p>
    </>
  );
}
