import { useQuery } from "@tanstack/react-query";

import { api, unwrap } from "@/lib/api/client";
import type { Message, Model } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";

const MAX_PAGE = 200;
const ANSWERING_TYPES: readonly Model["model_type"][] = ["base", "fine_tuned"];

export type AnsweringModel = Pick<Model, "id" | "name">;

/** The models that can answer questions, as far as the reader may see models at all. */
export function useAnsweringModels() {
  return useQuery({
    queryKey: ["models", "answering"],
    enabled: useCan("models:read"),
    queryFn: () => unwrap(api.GET("/api/v1/models", { params: { query: { limit: MAX_PAGE } } })),
    select: ({ items }): AnsweringModel[] =>
      items.filter(({ model_type }) => ANSWERING_TYPES.includes(model_type)),
  });
}

/** What tells answers to the same question apart: their version, their model, or their number. */
export function answerLabels(
  answers: readonly Message[],
  models: readonly AnsweringModel[],
): string[] {
  const names = new Map(models.map(({ id, name }) => [id, name]));
  const differ = (key: "version" | "model_id") =>
    answers.every((answer) => answer[key] != null) &&
    new Set(answers.map((answer) => answer[key])).size === answers.length;
  if (differ("version")) return answers.map(({ version }) => `Version ${version}`);
  if (differ("model_id") && answers.every(({ model_id }) => names.has(model_id!))) {
    return answers.map(({ model_id }) => names.get(model_id!)!);
  }
  return answers.map((_, index) => `Answer ${index + 1}`);
}
