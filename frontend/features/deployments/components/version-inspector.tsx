"use client";

import {
  ArrowUpFromLine,
  GitCompareArrows,
  Pencil,
  Split,
  TriangleAlert,
  Undo2,
} from "lucide-react";
import Link from "next/link";
import { useState } from "react";

import { CopyButton } from "@/components/common/copy-button";
import { ErrorState } from "@/components/common/error-state";
import { FactList } from "@/components/common/facts";
import { Inspector, InspectorSection } from "@/components/common/inspector";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { PublishDialog, publishAction } from "@/features/deployments/components/publish-dialog";
import { VersionBadge } from "@/features/deployments/components/version-badge";
import { missingParts } from "@/features/deployments/version-words";
import { useDeploymentVersion } from "@/features/deployments/versions-api";
import { DEFAULT_RETRIEVAL, overridesBetween } from "@/features/retrieval/profile";
import { overridesText } from "@/features/retrieval/words";
import type { Deployment, DeploymentVersion } from "@/lib/api/types";
import { formatExact } from "@/lib/format";

type VersionInspectorProps = {
  deployment: Deployment;
  number: number;
  canWrite: boolean;
  onClose: () => void;
};

/** Everything one version is made of, and what can be done with it. */
export function VersionInspector(props: VersionInspectorProps) {
  const { deployment, number, canWrite, onClose } = props;
  const version = useDeploymentVersion(deployment.id, number);
  return (
    <Inspector
      title={
        <span className="flex flex-wrap items-center gap-2">
          Version {number} {version.data && <VersionBadge version={version.data} />}
        </span>
      }
      note={version.data && `${personOf(version.data)}, ${formatExact(version.data.created_at)}`}
      onClose={onClose}
      testId="version-inspector"
    >
      {version.error && (
        <ErrorState error={version.error} onRetry={version.refetch} className="m-4" />
      )}
      {version.isPending && <Skeleton className="m-4 h-64" />}
      {version.data && (
        <>
          <Actions deployment={deployment} version={version.data} canWrite={canWrite} />
          <Contents deployment={deployment} version={version.data} />
        </>
      )}
    </Inspector>
  );
}

/** Who made a version. */
export function personOf({ created_by: person }: Pick<DeploymentVersion, "created_by">): string {
  return person.full_name || person.email;
}

type OfVersion = { deployment: Deployment; version: DeploymentVersion };

function Actions({ deployment, version, canWrite }: OfVersion & { canWrite: boolean }) {
  const [publishing, setPublishing] = useState(false);
  const { number, is_live: isLive } = version;
  const missing = missingParts(version);
  const canAnswer = missing === null;
  const href = `/deployments/${deployment.id}`;
  return (
    <InspectorSection>
      {missing && (
        <p className="mb-3 flex items-start gap-2 text-[13px] text-warning">
          <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          <span>
            {missing}
            {canWrite && " Make a new version from it, with something in its place."}
          </span>
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {canWrite && canAnswer && !isLive && (
          <Button
            size="sm"
            variant="primary"
            onClick={() => setPublishing(true)}
            data-testid="publish-version"
          >
            {number < deployment.version ? <Undo2 /> : <ArrowUpFromLine />}
            {publishAction(deployment, number)}
          </Button>
        )}
        {!isLive && (
          <Button asChild size="sm">
            <Link href={`${href}/compare?a=${deployment.version}&b=${number}`}>
              <GitCompareArrows /> Compare with live
            </Link>
          </Button>
        )}
        {canWrite && canAnswer && !isLive && version.percent === 0 && (
          <Button asChild size="sm">
            <Link href={`${href}?tab=traffic&candidate=${number}`}>
              <Split /> Put on trial
            </Link>
          </Button>
        )}
        {canWrite && (
          <Button asChild size="sm">
            <Link href={`${href}/edit?base=${number}`} data-testid="edit-version">
              <Pencil /> New version from it
            </Link>
          </Button>
        )}
      </div>
      <PublishDialog
        deployment={deployment}
        version={number}
        open={publishing}
        onOpenChange={setPublishing}
      />
    </InspectorSection>
  );
}

const AUTOMATIC = "Automatic";

function switchText(value: boolean | null | undefined): string {
  if (value == null) return AUTOMATIC;
  return value ? "On" : "Off";
}

function Contents({ version }: OfVersion) {
  const { config, prompt_template: template } = version;
  return (
    <>
      {version.note && (
        <InspectorSection title="What changed and why">
          <p className="[overflow-wrap:anywhere] whitespace-pre-wrap">{version.note}</p>
        </InspectorSection>
      )}
      <InspectorSection title="Settings">
        <FactList
          facts={[
            {
              label: "Model",
              value: <Kept name={version.model_name} available={version.model_available} />,
            },
            { label: "Knowledge", value: <Knowledge version={version} /> },
            { label: "Memory", value: `${version.memory_turns} turns` },
            {
              label: "Retrieval",
              value:
                overridesText(overridesBetween(DEFAULT_RETRIEVAL, version.retrieval)) ||
                "As by default",
            },
            { label: "Temperature", value: config.temperature },
            { label: "Longest answer", value: `${config.max_tokens} tokens` },
            { label: "Titles", value: switchText(config.titles) },
            { label: "Summaries", value: switchText(config.summaries) },
          ]}
        />
      </InspectorSection>
      <InspectorSection title={template ? "Prompt template" : "Instructions"}>
        {template && (
          <p className="mb-2 text-[13px]">
            <Kept
              name={`${template.name}, version ${template.version}`}
              available={template.available}
            />
          </p>
        )}
        <Prompt text={version.prompt} />
      </InspectorSection>
    </>
  );
}

function Knowledge({ version: { knowledge_bases: bases } }: { version: DeploymentVersion }) {
  if (bases.length === 0) return <>None</>;
  return (
    <ul className="grid gap-0.5">
      {bases.map(({ id, name, available }) => (
        <li key={id}>
          <Kept name={name} available={available} />
        </li>
      ))}
    </ul>
  );
}

/** Something by the name that it had; struck through once it was deleted. */
function Kept({ name, available }: { name: string; available: boolean }) {
  if (available) return <>{name}</>;
  return (
    <>
      <s className="text-muted-foreground">{name}</s> <span className="text-warning">deleted</span>
    </>
  );
}

function Prompt({ text }: { text: string }) {
  if (!text) {
    return (
      <p className="text-[13px] text-muted-foreground">
        None of its own: it answers from the passages, quotes them, and says when they do not hold
        the answer.
      </p>
    );
  }
  return (
    <div className="relative rounded-md border bg-surface">
      <CopyButton text={text} label="Copy the prompt" className="absolute top-1 right-1" />
      <pre
        className="max-h-80 overflow-y-auto p-3 pr-10 font-mono text-xs leading-relaxed [overflow-wrap:anywhere] whitespace-pre-wrap"
        tabIndex={0}
      >
        {text}
      </pre>
    </div>
  );
}
