"use client";

import { toast } from "sonner";

import { ConfirmDialog } from "@/components/common/confirm-dialog";
import { useRollBack } from "@/features/deployments/versions-api";
import type { Deployment } from "@/lib/api/types";

type PublishDialogProps = {
  deployment: Deployment;
  /** The version that is to answer everybody. */
  version: number;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** "Roll back to version 2", or "Make version 5 live" where it is a later one. */
export function publishAction({ version: live }: Pick<Deployment, "version">, version: number) {
  return version < live ? `Roll back to version ${version}` : `Make version ${version} live`;
}

/** Asks before another version answers everybody. */
export function PublishDialog({ deployment, version, open, onOpenChange }: PublishDialogProps) {
  const rollBack = useRollBack(deployment.id);
  const { candidate } = deployment;
  const action = publishAction(deployment, version);
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`${action}?`}
      description={
        <>
          The next question is answered by version {version}. Answers that are being written are
          finished by the version that they were asked of.
          {candidate && ` The trial of version ${candidate.number} ends.`}
        </>
      }
      action={action}
      tone="primary"
      onConfirm={async () => {
        await rollBack.mutateAsync(version);
        toast.success(`Version ${version} is live`, {
          description: `Version ${deployment.version} is kept: you can go back to it.`,
        });
      }}
    />
  );
}
