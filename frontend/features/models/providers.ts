import type { Model, ModelCreate } from "@/lib/api/types";

export type RemoteProvider = ModelCreate["provider"];
export type RemoteType = ModelCreate["model_type"];

type ProviderFacts = {
  label: string;
  /** What it is, in a few words. */
  note: string;
  /** What an address looks like there. */
  placeholder: string;
  /** What is used without an address; null where one has to be entered. */
  defaultAddress: string | null;
  key: "required" | "optional";
  keyHint: string;
  types: readonly RemoteType[];
};

const ANSWERING = ["base", "fine_tuned"] as const;
const ALL = [...ANSWERING, "embedding", "reranker"] as const;

/** Where a model may be served, in the order they are offered. */
export const REMOTE_PROVIDERS: Record<RemoteProvider, ProviderFacts> = {
  ollama: {
    label: "Ollama",
    note: "Open models on your own machines",
    placeholder: "http://ollama:11434",
    defaultAddress: "the server's OLLAMA_BASE_URL",
    key: "optional",
    keyHint: "Only if a proxy in front of it asks for one.",
    types: ALL,
  },
  openai: {
    label: "OpenAI",
    note: "GPT models and embeddings",
    placeholder: "https://api.openai.com/v1",
    defaultAddress: "the server's OPENAI_BASE_URL",
    key: "required",
    keyHint: "Empty uses the server's own key, where one is set.",
    types: ALL,
  },
  vllm: {
    label: "vLLM",
    note: "Fast serving on your own GPUs",
    placeholder: "http://vllm:8000/v1",
    defaultAddress: null,
    key: "optional",
    keyHint: "The one that the server was started with, if any.",
    types: ALL,
  },
  anthropic: {
    label: "Anthropic",
    note: "Claude models",
    placeholder: "https://api.anthropic.com",
    defaultAddress: "api.anthropic.com",
    key: "required",
    keyHint: "From the console of Anthropic.",
    types: ANSWERING,
  },
  custom: {
    label: "OpenAI-compatible",
    note: "LiteLLM, LM Studio, llama.cpp and others",
    placeholder: "https://models.example.com/v1",
    defaultAddress: null,
    key: "optional",
    keyHint: "If the endpoint asks for one.",
    types: ALL,
  },
};

export const REMOTE_PROVIDER_NAMES = Object.keys(REMOTE_PROVIDERS) as RemoteProvider[];

/** Whether a model comes with the installation, so that only its terms can be changed. */
export function isBuiltIn({ provider }: Pick<Model, "provider">): boolean {
  return provider === "local";
}
