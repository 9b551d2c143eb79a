"use client";

import { useRouter } from "next/navigation";
import { parseAsString, useQueryState } from "nuqs";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { useCreateDeployment } from "@/features/deployments/api";
import { DeploymentForm } from "@/features/deployments/components/deployment-form";
import { bodyOf, NEW_DEPLOYMENT } from "@/features/deployments/form-schema";
import { useModels } from "@/features/models/api";
import { canGenerate } from "@/features/models/labels";

/** `?knowledge=<id>` ticks a knowledge base from the start. */
export function CreateDeployment() {
  const router = useRouter();
  const [knowledge] = useQueryState("knowledge", parseAsString);
  const create = useCreateDeployment();
  const models = useModels();
  const firstModel =
    models.data?.items.find((model) => canGenerate(model) && model.provider === "local") ??
    models.data?.items.find(canGenerate);
  return (
    <PageBody>
      <Breadcrumbs
        items={[{ label: "Deployments", href: "/deployments" }, { label: "Create deployment" }]}
      />
      <PageHeader
        title="Create deployment"
        description="An assistant people can ask, in the chat and over the API."
      />
      {models.isPending ? (
        <Skeleton className="h-96 max-w-3xl" />
      ) : (
        <DeploymentForm
          values={{
            ...NEW_DEPLOYMENT,
            model_id: firstModel?.id ?? "",
            knowledge_base_ids: knowledge ? [knowledge] : [],
          }}
          action="Create deployment"
          cancelHref="/deployments"
          error={create.error}
          pending={create.isPending}
          onSubmit={(values) =>
            create.mutate(bodyOf(values), {
              onSuccess: (deployment) => router.push(`/deployments/${deployment.id}`),
            })
          }
        />
      )}
    </PageBody>
  );
}
