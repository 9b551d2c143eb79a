"use client";

import { useRouter } from "next/navigation";
import { toast } from "sonner";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { ErrorState } from "@/components/common/error-state";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { useDeployment, useUpdateDeployment } from "@/features/deployments/api";
import { DeploymentForm } from "@/features/deployments/components/deployment-form";
import { bodyOf, valuesOf } from "@/features/deployments/form-schema";

export function EditDeployment({ id }: { id: string }) {
  const router = useRouter();
  const deployment = useDeployment(id);
  const update = useUpdateDeployment(id);
  const href = `/deployments/${id}`;
  return (
    <PageBody>
      <Breadcrumbs
        items={[
          { label: "Deployments", href: "/deployments" },
          { label: deployment.data?.name ?? "…", href },
          { label: "Edit" },
        ]}
      />
      <PageHeader title="Edit deployment" />
      {deployment.error && <ErrorState error={deployment.error} onRetry={deployment.refetch} />}
      {deployment.isPending && <Skeleton className="h-96 max-w-3xl" />}
      {deployment.data && (
        <DeploymentForm
          values={valuesOf(deployment.data)}
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
      )}
    </PageBody>
  );
}
