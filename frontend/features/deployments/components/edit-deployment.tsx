"use client";

import { useRouter } from "next/navigation";
import { toast } from "sonner";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { ErrorState } from "@/components/common/error-state";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { ReadOnlyNote } from "@/components/common/read-only-note";
import { Skeleton } from "@/components/ui/skeleton";
import { useDeployment, useUpdateDeployment } from "@/features/deployments/api";
import { DeploymentForm } from "@/features/deployments/components/deployment-form";
import { bodyOf, valuesOf } from "@/features/deployments/form-schema";
import { useWriteAccess } from "@/features/projects/write-access";
import type { Deployment } from "@/lib/api/types";

export function EditDeployment({ id }: { id: string }) {
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
      <PageHeader title="Edit deployment" />
      {deployment.error && <ErrorState error={deployment.error} onRetry={deployment.refetch} />}
      {deployment.isPending && <Skeleton className="h-96 max-w-3xl" />}
      {deployment.data && <EditForm deployment={deployment.data} />}
    </PageBody>
  );
}

function EditForm({ deployment }: { deployment: Deployment }) {
  const router = useRouter();
  const access = useWriteAccess(deployment, "deployments:write");
  const update = useUpdateDeployment(deployment.id);
  const href = `/deployments/${deployment.id}`;
  if (!access.allowed) {
    return <ReadOnlyNote reason={access.reason ?? "Your role does not allow to change this."} />;
  }
  return (
    <DeploymentForm
      projectId={deployment.project_id}
      values={valuesOf(deployment)}
      action="Save changes"
      cancelHref={href}
      error={update.error}
      pending={update.isPending}
      onSubmit={(values) =>
        update.mutate(bodyOf(values), {
          onSuccess: () => {
            toast.success("Deployment saved");
            router.push(href);
          },
        })
      }
    />
  );
}
