"use client";

import { Search } from "lucide-react";
import { useState, type FormEvent } from "react";

import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useDiscovery } from "@/features/models/api";
import type { Connection } from "@/features/models/draft";
import { REMOTE_PROVIDERS } from "@/features/models/providers";
import type { ModelOffer } from "@/lib/api/types";

type ConnectionFormProps = {
  connection: Connection;
  onChange: (connection: Connection) => void;
  /** With what the endpoint serves; null where its ids are entered by hand. */
  onConnected: (offers: ModelOffer[] | null) => void;
};

/** The address and the key of an endpoint, which is then asked what it serves. */
export function ConnectionForm({ connection, onChange, onConnected }: ConnectionFormProps) {
  const facts = REMOTE_PROVIDERS[connection.provider];
  const discovery = useDiscovery();
  const [isTried, setTried] = useState(false);
  const isMissing = !facts.defaultAddress && !connection.endpointUrl.trim();

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (isMissing) return;
    discovery.mutate(
      {
        provider: connection.provider,
        endpoint_url: connection.endpointUrl.trim() || null,
        api_key: connection.apiKey.trim() || null,
      },
      { onSuccess: ({ items }) => onConnected(items) },
    );
  }

  return (
    <form noValidate className="grid max-w-xl gap-4" onSubmit={submit} autoComplete="off">
      <Field
        label="Address"
        error={isTried && isMissing ? "Enter where the API is served." : undefined}
        hint={facts.defaultAddress ? `Empty uses ${facts.defaultAddress}.` : undefined}
      >
        {(control) => (
          <Input
            {...control}
            autoFocus
            inputMode="url"
            className="font-mono text-[13px]"
            placeholder={facts.placeholder}
            value={connection.endpointUrl}
            onChange={({ target }) => onChange({ ...connection, endpointUrl: target.value })}
            data-testid="endpoint-url"
          />
        )}
      </Field>
      <Field
        label={facts.key === "required" ? "API key" : "API key (optional)"}
        hint={`${facts.keyHint} It is stored encrypted and never shown again.`}
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="new-password"
            className="font-mono text-[13px]"
            value={connection.apiKey}
            onChange={({ target }) => onChange({ ...connection, apiKey: target.value })}
            data-testid="endpoint-key"
          />
        )}
      </Field>
      {discovery.error && <ErrorState error={discovery.error} />}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          type="submit"
          variant="primary"
          pending={discovery.isPending}
          data-testid="discover-models"
        >
          {!discovery.isPending && <Search />} Find models
        </Button>
        {discovery.error && !isMissing && (
          <Button variant="link" onClick={() => onConnected(null)} data-testid="skip-discovery">
            Go on and enter the model id by hand
          </Button>
        )}
      </div>
    </form>
  );
}
