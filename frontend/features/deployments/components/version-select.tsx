"use client";

import { ChoiceSelect } from "@/components/common/choice-select";
import { Field } from "@/components/ui/field";
import { useDeploymentVersions } from "@/features/deployments/versions-api";
import type { Deployment, DeploymentVersion } from "@/lib/api/types";
import { formatRelative } from "@/lib/format";

const NOTE_LENGTH = 48;

type VersionSelectProps = {
  deployment: Pick<Deployment, "id">;
  label: string;
  hint?: string;
  value: number | null;
  onChange: (version: number) => void;
  /** Which versions can be chosen; without it all of them. */
  isOffered?: (version: DeploymentVersion) => boolean;
};

/** A choice of one version of a deployment, told by its note or its age. */
export function VersionSelect(props: VersionSelectProps) {
  const { deployment, label, hint, value, onChange, isOffered = () => true } = props;
  const versions = useDeploymentVersions(deployment.id);
  const choices = (versions.data?.items ?? []).filter(isOffered).map((version) => ({
    value: String(version.number),
    label: `Version ${version.number}${version.is_live ? ", live" : ""}`,
    note: noteOf(version),
  }));
  // What is chosen is shown before the others are known.
  const chosen = value === null ? [] : [{ value: String(value), label: `Version ${value}` }];
  return (
    <Field label={label} hint={hint} error={versions.error?.message}>
      {(control) => (
        <ChoiceSelect
          control={control}
          value={value === null ? "" : String(value)}
          placeholder="Choose a version"
          onChange={(version) => onChange(Number(version))}
          choices={versions.data ? choices : chosen}
          testId={`version-${label.toLowerCase()}`}
        />
      )}
    </Field>
  );
}

function noteOf({ note, created_at: createdAt }: DeploymentVersion): string {
  if (!note) return formatRelative(createdAt);
  return note.length > NOTE_LENGTH ? `${note.slice(0, NOTE_LENGTH)}…` : note;
}
