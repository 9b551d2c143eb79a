"use client";

import { useRouter } from "next/navigation";
import { parseAsInteger, useQueryState } from "nuqs";
import { useState } from "react";
import { toast } from "sonner";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { ErrorState } from "@/components/common/error-state";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { ReadOnlyNote } from "@/components/common/read-only-note";
import { Skeleton } from "@/components/ui/skeleton";
import { useDeployment, useUpdateDeployment } from "@/features/deployments/api";
import { DeploymentForm } from "@/features/deployments/components/deployment-form";
import {
  availableOf,
  updateOf,
  valuesOf,
  type DeploymentValues,
} from "@/features/deployments/form-schema";
import { missingParts } from "@/features/deployments/version-words";
import { useDeploymentVersion } from "@/features/deployments/versions-api";
import { useWriteAccess } from "@/features/projects/write-access";
import type { Deployment, DeploymentVersion } from "@/lib/api/types";

/** `?base=<number>` starts from that version; without it, from the live one. */
export function EditDeployment({ id }: { id: string }) {
  const [base] = useQueryState("base", parseAsInteger);
  const deployment = useDeployment(id);
  return (
    <PageBody>
      <Breadcrumbs
        items={[
          { label: "Deployments", href: "/deployments" },
          { label: deployment.data?.name ?? "…", href: `/deployments/${id}` },
          { label: "Edit" },
        ]}
      />
      {deployment.error && <ErrorState error={deployment.error} onRetry={deployment.refetch} />}
      {deployment.isPending && <Skeleton className="h-96 max-w-3xl" />}
      {deployment.data && <FromVersion key={base} deployment={deployment.data} base={base} />}
    </PageBody>
  );
}

/** Stays with the version it started from, also when somebody makes another one live meanwhile. */
function FromVersion({ deployment, base }: { deployment: Deployment; base: number | null }) {
  const [number] = useState(base ?? deployment.version);
  const version = useDeploymentVersion(deployment.id, number);
  const { version: live } = deployment;
  return (
    <>
      <PageHeader
        title="Edit deployment"
        description={
          number === live
            ? `You start from version ${number}, which is live.`
            : `You start from version ${number}. Version ${live} is live.`
        }
      />
      {version.error && <ErrorState error={version.error} onRetry={version.refetch} />}
      {version.isPending && <Skeleton className="h-96 max-w-3xl" />}
      {version.data && <EditForm deployment={deployment} version={version.data} />}
    </>
  );
}

type EditFormProps = { deployment: Deployment; version: DeploymentVersion };

function EditForm({ deployment, version }: EditFormProps) {
  const router = useRouter();
  const access = useWriteAccess(deployment, "deployments:write");
  const update = useUpdateDeployment(deployment.id);
  const [before] = useState(() => valuesOf(deployment, version));
  const [values] = useState(() => availableOf(before, version));
  const href = `/deployments/${deployment.id}`;
  const missing = missingParts(version);

  function save(after: DeploymentValues) {
    update.mutate(updateOf(before, after, version.number), {
      onSuccess: (saved) => {
        toast.success(savedText(deployment, saved));
        const isNew = saved.latest_version > deployment.latest_version;
        router.push(isNew ? `${href}?tab=versions&version=${saved.latest_version}` : href);
      },
    });
  }

  if (!access.allowed) {
    return <ReadOnlyNote reason={access.reason ?? "Your role does not allow to change this."} />;
  }
  return (
    <>
      {missing && (
        <p className="mb-6 max-w-3xl rounded-lg border bg-warning-soft/60 px-4 py-3 text-[13px]">
          {missing} Choose something in its place.
        </p>
      )}
      <DeploymentForm
        projectId={deployment.project_id}
        values={values}
        before={before}
        nextVersion={deployment.latest_version + 1}
        cancelHref={href}
        error={update.error}
        pending={update.isPending}
        onSubmit={save}
      />
    </>
  );
}

function savedText(before: Deployment, { version, latest_version: latest }: Deployment): string {
  if (latest === before.latest_version) return "Deployment saved";
  return version === latest ? `Version ${latest} is live` : `Version ${latest} is kept as a draft`;
}
