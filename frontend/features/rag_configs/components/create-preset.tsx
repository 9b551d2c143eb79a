"use client";

import { useRouter } from "next/navigation";
import { parseAsString, useQueryState } from "nuqs";
import { toast } from "sonner";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { useCurrentProject } from "@/features/projects/current-project";
import { useCreatePreset, usePreset } from "@/features/rag_configs/api";
import { PresetForm, type PresetValues } from "@/features/rag_configs/components/preset-form";
import type { Preset } from "@/lib/api/types";

function firstValues(model: Preset | undefined, projectId: string | null): PresetValues {
  return {
    name: model ? `Copy of ${model.name}` : "",
    description: model?.description ?? "",
    projectId,
    own: model?.config ?? {},
  };
}

/** A new preset, empty or as a copy of the one that `from` in the address names. */
export function CreatePreset() {
  const router = useRouter();
  const project = useCurrentProject();
  const [from] = useQueryState("from", parseAsString);
  const model = usePreset(from);
  const create = useCreatePreset();
  return (
    <PageBody>
      <Breadcrumbs items={[{ label: "Presets", href: "/presets" }, { label: "New" }]} />
      <PageHeader title="Create preset" />
      {from && model.isPending ? (
        <Skeleton className="h-96 w-full" />
      ) : (
        <PresetForm
          values={firstValues(model.data, project.id)}
          action="Create preset"
          save={{
            ...create,
            mutate: (body) =>
              create.mutate(body, {
                onSuccess: ({ id, name }) => {
                  toast.success(`“${name}” was created`);
                  router.push(`/presets/${id}`);
                },
              }),
          }}
        />
      )}
    </PageBody>
  );
}
