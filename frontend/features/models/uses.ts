import { useDeployments } from "@/features/deployments/api";
import { useModels } from "@/features/models/api";
import { useKnowledgeBases } from "@/features/knowledge_bases/api";
import type { Model } from "@/lib/api/types";

export type Use = { kind: "deployment" | "model" | "knowledge base"; name: string; href: string };

/** What the reader can see of all that answers, falls back or embeds with a model. */
export function useUsesOf(model: Model): { uses: Use[]; isPending: boolean } {
  const deployments = useDeployments();
  const models = useModels();
  const bases = useKnowledgeBases({}, model.model_type === "embedding");
  const name = model.provider === "local" ? model.model_id : model.id;
  const uses: Use[] = [
    ...(deployments.data?.items ?? [])
      .filter(({ model_id }) => model_id === model.id)
      .map(({ id, name }) => use("deployment", name, `/deployments/${id}`)),
    ...(models.data?.items ?? [])
      .filter(({ fallback_model_id }) => fallback_model_id === model.id)
      .map(({ id, name }) => use("model", name, `/models/${id}`)),
    ...(bases.data?.items ?? [])
      .filter(({ config }) => config.embedding_model === name)
      .map(({ id, name }) => use("knowledge base", name, `/knowledge/${id}`)),
  ];
  return { uses, isPending: deployments.isPending || models.isPending || bases.isLoading };
}

function use(kind: Use["kind"], name: string, href: string): Use {
  return { kind, name, href };
}
