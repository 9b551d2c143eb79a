import type { Model } from "@/lib/api/types";

export const MODEL_TYPES: Record<Model["model_type"], string> = {
  base: "Language model",
  fine_tuned: "Fine-tuned",
  embedding: "Embedding",
  reranker: "Reranker",
  classifier: "Classifier",
};

export const PROVIDERS: Record<Model["provider"], string> = {
  local: "Local",
  openai: "OpenAI",
  ollama: "Ollama",
  vllm: "vLLM",
  anthropic: "Anthropic",
  custom: "OpenAI-compatible",
};

/** Whether a model can answer prompts, as opposed to embedding or scoring text. */
export function canGenerate(model: Pick<Model, "model_type">): boolean {
  return model.model_type === "base" || model.model_type === "fine_tuned";
}

/** What counts for a model of which no context length is known. */
export const DEFAULT_CONTEXT_TOKENS = 8192;

/** Tokens that a model reads and writes together. */
export function contextTokens({ config }: Pick<Model, "config">): number {
  const { context_tokens } = config;
  return typeof context_tokens === "number" ? context_tokens : DEFAULT_CONTEXT_TOKENS;
}
