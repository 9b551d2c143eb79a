"use client";

import Link from "next/link";
import type { ReactNode } from "react";

import { CopyableId } from "@/components/common/copy-button";
import { FactList } from "@/components/common/facts";
import { Inspector, InspectorSection } from "@/components/common/inspector";
import { RelativeTime } from "@/components/common/relative-time";
import { Button } from "@/components/ui/button";
import { ScopeList } from "@/features/api_keys/components/scope-list";
import type { ApiKey } from "@/lib/api/types";

type ApiKeyInspectorProps = {
  apiKey: ApiKey;
  status: ReactNode;
  onRevoke: () => void;
  onClose: () => void;
};

/** What one key may do, from where, until when, and when it was used. */
export function ApiKeyInspector({ apiKey, status, onRevoke, onClose }: ApiKeyInspectorProps) {
  return (
    <Inspector title={apiKey.name} note={`${apiKey.key_prefix}…`} onClose={onClose}>
      <InspectorSection title="It may">
        <ScopeList scopes={apiKey.scopes} />
      </InspectorSection>
      <InspectorSection>
        <FactList facts={keyFacts(apiKey, status)} />
      </InspectorSection>
      {apiKey.status !== "revoked" && (
        <InspectorSection>
          <Button className="text-danger" onClick={onRevoke}>
            Revoke key
          </Button>
        </InspectorSection>
      )}
    </Inspector>
  );
}

function time(iso: string | null, otherwise: string): ReactNode {
  return iso ? <RelativeTime iso={iso} /> : otherwise;
}

function keyFacts(key: ApiKey, status: ReactNode) {
  return [
    { label: "State", value: status },
    { label: "Whose", value: key.user.email },
    {
      label: "Deployment",
      value: key.deployment ? (
        <Link className="hover:underline" href={`/deployments/${key.deployment.id}`}>
          {key.deployment.name}
        </Link>
      ) : (
        "Any"
      ),
    },
    {
      label: "From where",
      value: key.allowed_networks.length > 0 ? key.allowed_networks.join(", ") : "Anywhere",
    },
    { label: "Expires", value: time(key.expires_at, "Never") },
    ...(key.revoked_at ? [{ label: "Revoked", value: time(key.revoked_at, "–") }] : []),
    { label: "Last used", value: time(key.last_used_at, "Never") },
    { label: "Last address", value: key.last_used_ip ?? "–" },
    { label: "Created", value: <RelativeTime iso={key.created_at} /> },
    { label: "Id", value: <CopyableId id={key.id} /> },
  ];
}
