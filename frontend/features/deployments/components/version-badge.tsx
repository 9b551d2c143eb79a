import { CircleCheck, Split } from "lucide-react";

import { Badge } from "@/components/ui/badge";
import type { DeploymentVersion } from "@/lib/api/types";

type VersionBadgeProps = { version: Pick<DeploymentVersion, "is_live" | "percent"> };

/** Whether a version answers, and how many of the conversations; nothing where it does not. */
export function VersionBadge({ version: { is_live: isLive, percent } }: VersionBadgeProps) {
  if (isLive) {
    return (
      <Badge tone="success">
        <CircleCheck aria-hidden /> Live{percent < 100 && `, ${percent} %`}
      </Badge>
    );
  }
  if (percent === 0) return null;
  return <TrialBadge percent={percent} />;
}

/** Marks a version that is tried on a part of the conversations. */
export function TrialBadge({ percent, version }: { percent: number; version?: number }) {
  return (
    <Badge tone="info">
      <Split aria-hidden /> {version === undefined ? "On trial" : `Version ${version} on trial`},{" "}
      {percent} %
    </Badge>
  );
}
