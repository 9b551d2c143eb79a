import { z } from "zod";

import { DEFAULT_LAYER, profileProblems } from "@/features/retrieval/profile";
import type { Deployment, DeploymentCreate, RetrievalOverrides } from "@/lib/api/types";
import { decided } from "@/lib/layers";

const wholeNumber = (min: number, max: number) =>
  z
    .number("Enter a number.")
    .int("Use a whole number.")
    .min(min, `At least ${min}.`)
    .max(max, `At most ${max}.`);

export const deploymentSchema = z.object({
  name: z.string().trim().min(1, "Give it a name.").max(120, "Use at most 120 characters."),
  description: z.string().trim().max(2000, "Use at most 2,000 characters."),
  model_id: z.string().min(1, "Choose a model."),
  knowledge_base_ids: z.array(z.string()),
  system_prompt: z.string().max(8000, "Use at most 8,000 characters."),
  memory_turns: wholeNumber(0, 50),
  retrieval: z.custom<RetrievalOverrides>(
    (value) =>
      Object.keys(profileProblems(value as RetrievalOverrides, [DEFAULT_LAYER])).length === 0,
  ),
  temperature: z.number("Enter a number.").min(0, "At least 0.").max(2, "At most 2."),
  max_tokens: wholeNumber(16, 4096),
});

export type DeploymentValues = z.infer<typeof deploymentSchema>;

export const NEW_DEPLOYMENT: DeploymentValues = {
  name: "",
  description: "",
  model_id: "",
  knowledge_base_ids: [],
  system_prompt: "",
  memory_turns: 4,
  retrieval: {},
  temperature: 0.1,
  max_tokens: 512,
};

export function valuesOf(deployment: Deployment): DeploymentValues {
  const { config, ...rest } = deployment;
  return {
    name: rest.name,
    description: rest.description,
    model_id: rest.model_id,
    knowledge_base_ids: rest.knowledge_base_ids,
    system_prompt: rest.system_prompt,
    memory_turns: rest.memory_turns,
    retrieval: config.retrieval,
    temperature: config.temperature,
    max_tokens: config.max_tokens,
  };
}

export function bodyOf(values: DeploymentValues): DeploymentCreate {
  const { retrieval, temperature, max_tokens, ...rest } = values;
  return { ...rest, config: { retrieval: decided(retrieval), temperature, max_tokens } };
}
