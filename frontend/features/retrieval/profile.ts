/** The settings of a search: what holds without a decision, their limits and what is wrong. */
import type { RetrievalOverrides, RetrievalProfile } from "@/lib/api/types";
import { DEFAULT_LAYER_NAME, effective, type Layer } from "@/lib/layers";

export type ProfileField = keyof RetrievalProfile;
export type RetrievalLayer = Layer<RetrievalOverrides>;

/** The API's own defaults. */
export const DEFAULT_RETRIEVAL: RetrievalProfile = {
  top_k: 8,
  candidates: 60,
  dense_weight: 1,
  keyword_weight: 1,
  rrf_k: 60,
  rerank_model_id: null,
  rerank_candidates: 30,
  neighbours: 0,
  parents: true,
  diversity: 0,
  max_per_document: null,
  min_similarity: null,
  rewrite: "off",
};

export const DEFAULT_LAYER: RetrievalLayer = {
  name: DEFAULT_LAYER_NAME,
  config: DEFAULT_RETRIEVAL,
};

export type Range = { min: number; max: number; step: number };
export type NumberField = {
  [Field in ProfileField]: NonNullable<RetrievalProfile[Field]> extends number ? Field : never;
}[ProfileField];

export const RANGES = {
  top_k: { min: 1, max: 50, step: 1 },
  candidates: { min: 1, max: 500, step: 1 },
  dense_weight: { min: 0, max: 10, step: 0.1 },
  keyword_weight: { min: 0, max: 10, step: 0.1 },
  rrf_k: { min: 1, max: 1000, step: 1 },
  rerank_candidates: { min: 0, max: 100, step: 1 },
  neighbours: { min: 0, max: 5, step: 1 },
  diversity: { min: 0, max: 1, step: 0.05 },
  max_per_document: { min: 1, max: 50, step: 1 },
  min_similarity: { min: -1, max: 1, step: 0.05 },
} as const satisfies Record<NumberField, Range>;

/** Values that say "without" where a layer below has a limit. */
export const NO_LIMIT = { max_per_document: 50, min_similarity: -1 } as const;

export type ProfileProblems = Partial<Record<ProfileField, string>>;

function rangeProblem(field: NumberField, value: number | null | undefined): string | null {
  if (value == null) return null;
  const { min, max, step } = RANGES[field];
  if (Number.isNaN(value) || value < min || value > max) return `From ${min} to ${max}.`;
  return step >= 1 && !Number.isInteger(value) ? "Use a whole number." : null;
}

/** What is wrong with one's own settings on top of the inherited ones, at the field to change. */
export function profileProblems(
  own: RetrievalOverrides,
  layers: readonly RetrievalLayer[],
): ProfileProblems {
  const problems: ProfileProblems = {};
  for (const field of Object.keys(RANGES) as NumberField[]) {
    const problem = rangeProblem(field, own[field]);
    if (problem) problems[field] = problem;
  }
  const isOff = (field: "dense_weight" | "keyword_weight") => effective(field, own, layers) === 0;
  if (isOff("dense_weight") && isOff("keyword_weight")) {
    problems.keyword_weight = "One of the two lists must count.";
  }
  return problems;
}

/** All settings that hold, every layer together. */
export function resolveProfile(
  own: RetrievalOverrides,
  layers: readonly RetrievalLayer[],
): RetrievalProfile {
  const fields = Object.keys(DEFAULT_RETRIEVAL) as ProfileField[];
  const entries = fields.map((field) => [field, effective(field, own, layers) ?? null]);
  return Object.fromEntries(entries) as RetrievalProfile;
}

/** What is decided in a layer or a request on top of what holds already. */
export function withOverrides(
  kept: RetrievalOverrides | null | undefined,
  tried: RetrievalOverrides,
): RetrievalOverrides {
  const changed = Object.entries(tried).filter(([, value]) => value != null);
  return { ...kept, ...Object.fromEntries(changed) };
}

/** The fields in which two profiles differ, in the order of the form. */
export function changedFields(before: RetrievalProfile, after: RetrievalProfile): ProfileField[] {
  const fields = Object.keys(DEFAULT_RETRIEVAL) as ProfileField[];
  return fields.filter((field) => before[field] !== after[field]);
}

/** The decisions that make `profile` out of `base`. */
export function overridesBetween(
  base: RetrievalProfile,
  profile: RetrievalProfile,
): RetrievalOverrides {
  return Object.fromEntries(changedFields(base, profile).map((field) => [field, profile[field]]));
}
