"use client";

import Link from "next/link";
import type { ReactNode } from "react";

import { ErrorState } from "@/components/common/error-state";
import { RelativeTime } from "@/components/common/relative-time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useApiKeys } from "@/features/api_keys/api";
import { SharingPanel } from "@/features/deployments/components/sharing";
import { useIsMember } from "@/features/deployments/components/overview-tab";
import { useProject } from "@/features/projects/api";
import type { ApiKey, Deployment } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";
import { plural } from "@/lib/format";

/** Who may ask a deployment: members, those it is shared with, and programs with a key. */
export function AccessTab({ deployment }: { deployment: Deployment }) {
  const isMember = useIsMember(deployment);
  const hasKeys = useCan("api_keys:manage");
  return (
    <div className="grid max-w-3xl grid-cols-1 gap-4">
      {isMember && <Members deployment={deployment} />}
      <SharingPanel deployment={deployment} />
      {hasKeys && <Keys deployment={deployment} />}
    </div>
  );
}

type PartProps = { title: string; action?: ReactNode; children: ReactNode };

function Part({ title, action, children }: PartProps) {
  return (
    <section aria-label={title} className="min-w-0 rounded-lg border px-4 py-3">
      <div className="flex items-center justify-between gap-3">
        <h2 className="font-medium">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}

function Members({ deployment }: { deployment: Deployment }) {
  const project = useProject(deployment.project_id);
  return (
    <Part
      title="Members of the project"
      action={
        <Button asChild size="sm">
          <Link href={`/projects/${deployment.project_id}?tab=members`}>Open</Link>
        </Button>
      }
    >
      <p className="mt-1 text-[13px] [overflow-wrap:anywhere] text-muted-foreground">
        {project.data
          ? `${plural(project.data.member_count, "person or group", "people and groups")} of “${deployment.project_name}” may ask it. Editors and owners change it.`
          : `Members of “${deployment.project_name}” may ask it. Editors and owners change it.`}
      </p>
    </Part>
  );
}

function reaches(key: ApiKey, deploymentId: string): boolean {
  const mayAsk = key.scopes.some((scope) => scope === "chat" || scope === "manage");
  const isMeant = !key.deployment || key.deployment.id === deploymentId;
  return key.status === "active" && mayAsk && isMeant;
}

/** The reader's own keys that may ask this deployment, those bound to it first. */
function Keys({ deployment }: { deployment: Deployment }) {
  const keys = useApiKeys({ all: false, offset: 0 });
  const able = (keys.data?.items ?? [])
    .filter((key) => reaches(key, deployment.id))
    .toSorted((a, b) => Number(Boolean(b.deployment)) - Number(Boolean(a.deployment)));
  return (
    <Part
      title="Your API keys"
      action={
        <Button asChild size="sm">
          <Link href={`/api-keys?create=true&deployment=${deployment.id}`}>Create a key</Link>
        </Button>
      }
    >
      {keys.error && <ErrorState error={keys.error} onRetry={keys.refetch} className="mt-2" />}
      {keys.isPending && <Skeleton className="mt-2 h-16 w-full" />}
      {keys.data && able.length === 0 && (
        <p className="mt-1 text-[13px] text-muted-foreground">
          None of your keys may ask it. A program needs one.
        </p>
      )}
      {able.length > 0 && (
        <ul className="mt-2 divide-y text-[13px]" aria-label="Keys that may ask it">
          {able.map((key) => (
            <KeyRow key={key.id} apiKey={key} />
          ))}
        </ul>
      )}
    </Part>
  );
}

function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
      <Link
        href={`/api-keys?key=${apiKey.id}`}
        className="min-w-0 [overflow-wrap:anywhere] hover:underline"
      >
        {apiKey.name}{" "}
        <span className="font-mono text-xs text-muted-foreground">{apiKey.key_prefix}…</span>
      </Link>
      <span className="flex flex-wrap items-center gap-2 text-muted-foreground">
        {apiKey.deployment ? <Badge tone="accent">Only this one</Badge> : <Badge>Any</Badge>}
        {apiKey.last_used_at ? (
          <span>
            used <RelativeTime iso={apiKey.last_used_at} />
          </span>
        ) : (
          "never used"
        )}
      </span>
    </li>
  );
}
