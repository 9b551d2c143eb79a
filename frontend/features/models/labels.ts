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
