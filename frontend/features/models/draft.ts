import type { RemoteProvider, RemoteType } from "@/features/models/providers";
import type { ModelCreate, ModelOffer } from "@/lib/api/types";

export type Connection = { provider: RemoteProvider; endpointUrl: string; apiKey: string };

/** A model that is about to be added, as it stands in the form. */
export type ModelDraft = {
  modelId: string;
  name: string;
  type: RemoteType;
  contextTokens: string;
  dimension: string;
  /** Of an embedding model: how much of a passage it reads, and what is put before texts. */
  maxTokens: string;
  queryPrefix: string;
  passagePrefix: string;
  inputPrice: string;
  outputPrice: string;
  currency: string;
};

export type DraftProblems = Partial<Record<keyof ModelDraft, string>>;

const MAX_NAME = 120;

const SIGNS: [RegExp, RemoteType][] = [
  [/rerank|cross-encoder/i, "reranker"],
  [/embed|\be5\b|\bbge\b|\bgte\b|minilm/i, "embedding"],
  [/^ft:|:ft-|-lora|-finetuned?\b/i, "fine_tuned"],
];

/** What a model most likely is, by its id: endpoints do not tell. */
export function guessType(modelId: string, allowed: readonly RemoteType[]): RemoteType {
  const guess = SIGNS.find(([sign]) => sign.test(modelId))?.[1] ?? "base";
  return allowed.includes(guess) ? guess : "base";
}

/** A name that no other model has: the id's last part, with a number where it is taken. */
export function freeName(modelId: string, taken: readonly string[]): string {
  const base = (modelId.split("/").at(-1) || modelId).slice(0, MAX_NAME - 4);
  const isTaken = (name: string) => taken.some((other) => sameName(other, name));
  let name = base;
  for (let count = 2; isTaken(name); count += 1) name = `${base} ${count}`;
  return name;
}

function sameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

export function draftOf(
  offer: ModelOffer,
  allowed: readonly RemoteType[],
  taken: readonly string[],
): ModelDraft {
  return {
    modelId: offer.id,
    name: freeName(offer.id, taken),
    type: guessType(offer.id, allowed),
    contextTokens: offer.context_tokens === null ? "" : String(offer.context_tokens),
    dimension: "",
    maxTokens: "512",
    queryPrefix: "",
    passagePrefix: "",
    inputPrice: "",
    outputPrice: "",
    currency: "USD",
  };
}

/** What keeps a draft from being added, by field; `taken` are the names of all other models. */
export function draftProblems(draft: ModelDraft, taken: readonly string[]): DraftProblems {
  const problems: DraftProblems = {};
  if (!draft.name.trim()) problems.name = "Give it a name.";
  else if (taken.some((name) => sameName(name, draft.name))) {
    problems.name = "Another model has this name.";
  }
  if (draft.type === "embedding") Object.assign(problems, embeddingProblems(draft));
  if (answers(draft.type) && draft.contextTokens && !isWhole(draft.contextTokens, 1024, 1e7)) {
    problems.contextTokens = "1,024 or more; empty if you do not know.";
  }
  return { ...problems, ...priceProblems(draft) };
}

function embeddingProblems({ dimension, maxTokens }: ModelDraft): DraftProblems {
  const problems: DraftProblems = {};
  if (!isWhole(dimension, 1, 4000)) {
    problems.dimension = "How many numbers a vector has: 1 to 4,000.";
  }
  if (!isWhole(maxTokens, 32, 1e6)) problems.maxTokens = "32 or more.";
  return problems;
}

type PriceFields = Pick<ModelDraft, "inputPrice" | "outputPrice" | "currency">;

/** Both prices or neither, each zero or more, in a currency of three letters. */
export function priceProblems({ inputPrice, outputPrice, currency }: PriceFields) {
  const problems: DraftProblems = {};
  if (!inputPrice && !outputPrice) return problems;
  if (!isPrice(inputPrice)) problems.inputPrice = "Enter both prices, like 0.25.";
  if (!isPrice(outputPrice)) problems.outputPrice = "Enter both prices, like 1.25.";
  if (!/^[A-Z]{3}$/.test(currency)) problems.currency = "Three letters, like EUR.";
  return problems;
}

/** Prices as the API takes them; null without any. */
export function pricesOf({ inputPrice, outputPrice, currency }: PriceFields) {
  if (!inputPrice && !outputPrice) return null;
  return { input_per_million: inputPrice, output_per_million: outputPrice, currency };
}

function isPrice(text: string): boolean {
  return /^\d{1,8}(\.\d{1,6})?$/.test(text.trim());
}

/** Whether a text is a whole number within these bounds. */
export function isWhole(text: string, min: number, max: number): boolean {
  const value = Number(text);
  return /^\d+$/.test(text.trim()) && value >= min && value <= max;
}

export function answers(type: RemoteType): boolean {
  return type === "base" || type === "fine_tuned";
}

type Visibility = NonNullable<ModelCreate["visibility"]>;

export function bodyOf(
  draft: ModelDraft,
  connection: Connection,
  visibility: Visibility,
): ModelCreate {
  return {
    name: draft.name.trim(),
    description: "",
    model_type: draft.type,
    provider: connection.provider,
    model_id: draft.modelId,
    endpoint_url: connection.endpointUrl.trim() || null,
    api_key: connection.apiKey.trim() || null,
    config: configOf(draft),
    prices: pricesOf(draft),
    visibility,
  };
}

/** The facts of its type: what a vector has, or what is read and written together. */
function configOf(draft: ModelDraft): ModelCreate["config"] {
  if (draft.type === "embedding") {
    return {
      dimension: Number(draft.dimension),
      max_tokens: Number(draft.maxTokens),
      query_prefix: draft.queryPrefix,
      passage_prefix: draft.passagePrefix,
    };
  }
  if (answers(draft.type) && draft.contextTokens) {
    return { context_tokens: Number(draft.contextTokens) };
  }
  return null;
}
