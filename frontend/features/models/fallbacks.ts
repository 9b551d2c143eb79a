import { canGenerate } from "@/features/models/labels";
import type { Model } from "@/lib/api/types";

/** What answers instead, in order: the model's fallback, that one's own, and so on. */
export function fallbackChain(model: Model, models: readonly Model[]): Model[] {
  const chain: Model[] = [];
  let next = model.fallback_model_id;
  while (next !== null) {
    const found = models.find(({ id }) => id === next);
    if (!found || found.id === model.id || chain.includes(found)) break;
    chain.push(found);
    next = found.fallback_model_id;
  }
  return chain;
}

/** The models that may answer for this one: they answer, and do not fall back to it. */
export function fallbackChoices(model: Model, models: readonly Model[]): Model[] {
  return models.filter(
    (other) =>
      other.id !== model.id && canGenerate(other) && !fallbackChain(other, models).includes(model),
  );
}
