"use client";

import { useRouter } from "next/navigation";
import { parseAsString, useQueryState } from "nuqs";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { useCreateDeployment } from "@/features/deployments/api";
import { DeploymentForm } from "@/features/deployments/components/deployment-form";
import { bodyOf, NEW_DEPLOYMENT } from "@/features/deployments/form-schema";
import { useKnowledgeBase } from "@/features/knowledge_bases/api";
import { useModels } from "@/features/models/api";
import { canGenerate } from "@/features/models/labels";
import { useTargetProject } from "@/features/projects/create-access";
import { useSession } from "@/lib/api/use-session";

/** `?knowledge=<id>` ticks a knowledge base from the start. */
export function CreateDeployment() {
  const router = useRouter();
  const [knowledge] = useQueryState("knowledge", parseAsString);
  const create = useCreateDeployment();
  const models = useModels();
  const base = useKnowledgeBase(knowledge);
  const project = useTargetProject(base.data?.project_id);
  const { user } = useSession();
  const firstModel =
    models.data?.items.find(({ id }) => id === user?.preferences.default_model_id) ??
    models.data?.items.find((model) => canGenerate(model) && model.provider === "local") ??
    models.data?.items.find(canGenerate);
  return (
    <PageBody>
      <Breadcrumbs
        items={[{ label: "Deployments", href: "/deployments" }, { label: "Create deployment" }]}
      />
      <PageHeader
        title="Create deployment"
        description={
          project
            ? `An assistant people can ask, in the chat and over the API. It belongs to the project “${project.name}”.`
            : "An assistant people can ask, in the chat and over the API."
        }
      />
      {models.isPending || base.isLoading || !project ? (
        <Skeleton className="h-96 max-w-3xl" />
      ) : (
        <DeploymentForm
          projectId={project.id}
          values={{
            ...NEW_DEPLOYMENT,
            model_id: firstModel?.id ?? "",
            knowledge_base_ids: knowledge ? [knowledge] : [],
          }}
          cancelHref="/deployments"
          error={create.error}
          pending={create.isPending}
          onSubmit={(values) =>
            create.mutate(
              { ...bodyOf(values), project_id: project.id },
              {
                onSuccess: (deployment) => router.push(`/deployments/${deployment.id}`),
              },
            )
          }
        />
      )}
    </PageBody>
  );
}
