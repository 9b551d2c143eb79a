import { isWhole, priceProblems, pricesOf, type DraftProblems } from "@/features/models/draft";
import type { Visibility } from "@/features/models/components/visibility-field";
import { isBuiltIn } from "@/features/models/providers";
import type { Model, ModelUpdate } from "@/lib/api/types";

export const TIMEOUTS = ["first_token_s", "idle_s", "total_s"] as const;
export type TimeoutName = (typeof TIMEOUTS)[number];

const MAX_SECONDS = 86_400;

/** A stored key is kept, exchanged, or taken away; it is never read. */
export type KeyChange = { kind: "keep" } | { kind: "replace"; key: string } | { kind: "remove" };

/** Everything about a model that can be changed, as it stands in the form. */
export type ModelSettings = {
  name: string;
  description: string;
  modelId: string;
  endpointUrl: string;
  key: KeyChange;
  contextTokens: string;
  inputPrice: string;
  outputPrice: string;
  currency: string;
  maxConcurrent: string;
  timeouts: Record<TimeoutName, string>;
  fallbackId: string | null;
  visibility: Visibility;
};

export type SettingsProblems = DraftProblems &
  Partial<Record<"endpointUrl" | "maxConcurrent" | "key" | TimeoutName, string>>;

function textOf(value: unknown): string {
  return value === null || value === undefined ? "" : String(value);
}

/** "0.250000" → "0.25": prices come with all their digits. */
function trimmedPrice(price: string | undefined): string {
  return price === undefined ? "" : String(Number(price));
}

export function settingsOf(model: Model): ModelSettings {
  const { timeouts, visibility, prices } = model;
  return {
    name: model.name,
    description: model.description,
    modelId: model.model_id,
    endpointUrl: model.endpoint_url ?? "",
    key: { kind: "keep" },
    contextTokens: textOf(model.config.context_tokens),
    inputPrice: trimmedPrice(prices?.input_per_million),
    outputPrice: trimmedPrice(prices?.output_per_million),
    currency: prices?.currency ?? "USD",
    maxConcurrent: textOf(model.max_concurrent),
    timeouts: {
      first_token_s: textOf(timeouts.first_token_s),
      idle_s: textOf(timeouts.idle_s),
      total_s: textOf(timeouts.total_s),
    },
    fallbackId: model.fallback_model_id,
    visibility: {
      everyone: visibility.everyone,
      group_ids: visibility.groups.map(({ id }) => id),
    },
  };
}

/** What keeps settings from being saved, by field. */
export function settingsProblems(settings: ModelSettings, model: Model): SettingsProblems {
  const problems: SettingsProblems = { ...priceProblems(settings) };
  if (!settings.name.trim()) problems.name = "Give it a name.";
  if (!settings.modelId.trim()) problems.modelId = "Enter the id that its endpoint knows it by.";
  if (settings.key.kind === "replace" && !settings.key.key.trim()) {
    problems.key = "Enter the new key, or keep the stored one.";
  }
  if (model.config.context_tokens !== undefined && !settings.contextTokens) {
    problems.contextTokens = "Enter a number: what is known is not forgotten again.";
  } else if (settings.contextTokens && !isWhole(settings.contextTokens, 1024, 1e7)) {
    problems.contextTokens = "1,024 or more; empty if you do not know.";
  }
  if (settings.maxConcurrent && !isWhole(settings.maxConcurrent, 1, 10_000)) {
    problems.maxConcurrent = "1 to 10,000; empty for no limit.";
  }
  for (const name of TIMEOUTS) {
    if (settings.timeouts[name] && !isSeconds(settings.timeouts[name])) {
      problems[name] = "More than 0 seconds, at most a day.";
    }
  }
  return problems;
}

function isSeconds(text: string): boolean {
  const value = Number(text);
  return Number.isFinite(value) && value > 0 && value <= MAX_SECONDS;
}

/** The fields whose values differ, as the API takes them: all others stay as they are. */
export function changesOf(model: Model, settings: ModelSettings): ModelUpdate {
  const before = bodyOf(settingsOf(model), model);
  const after = bodyOf(settings, model);
  const changed = Object.entries(after).filter(
    ([field, value]) =>
      JSON.stringify(value) !== JSON.stringify(before[field as keyof ModelUpdate]),
  );
  return Object.fromEntries(changed) as ModelUpdate;
}

function bodyOf(settings: ModelSettings, model: Model): ModelUpdate {
  const terms = termsOf(settings, model);
  return isBuiltIn(model) ? terms : { ...identityOf(settings), ...terms };
}

/** What it is and where; of a model that comes with the installation this stays. */
function identityOf(settings: ModelSettings): ModelUpdate {
  const { key, contextTokens } = settings;
  return {
    name: settings.name.trim(),
    description: settings.description.trim(),
    model_id: settings.modelId.trim(),
    endpoint_url: settings.endpointUrl.trim(),
    api_key: { keep: undefined, replace: key.kind === "replace" ? key.key.trim() : "", remove: "" }[
      key.kind
    ],
    config: contextTokens ? { context_tokens: Number(contextTokens) } : undefined,
  };
}

function termsOf(settings: ModelSettings, model: Model): ModelUpdate {
  const terms: ModelUpdate = { prices: pricesOf(settings), visibility: settings.visibility };
  if (model.model_type !== "base" && model.model_type !== "fine_tuned") return terms;
  return {
    ...terms,
    max_concurrent: settings.maxConcurrent ? Number(settings.maxConcurrent) : null,
    timeouts: timeoutsOf(settings.timeouts),
    fallback_model_id: settings.fallbackId,
  };
}

function timeoutsOf(timeouts: ModelSettings["timeouts"]): ModelUpdate["timeouts"] {
  const set = TIMEOUTS.filter((name) => timeouts[name]);
  if (set.length === 0) return null;
  return Object.fromEntries(set.map((name) => [name, Number(timeouts[name])]));
}
