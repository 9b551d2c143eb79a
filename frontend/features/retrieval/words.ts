/** The settings and stages of a search in plain words. */
import type { ProfileField } from "@/features/retrieval/profile";
import { NO_LIMIT } from "@/features/retrieval/profile";
import type {
  HitScores,
  RetrievalOverrides,
  RetrievalProfile,
  SearchResult,
} from "@/lib/api/types";

export type FieldWords = { label: string; note: string };

export const FIELD_WORDS: Record<ProfileField, FieldWords> = {
  top_k: { label: "Passages in the end", note: "How many are found, and read by the model." },
  candidates: {
    label: "Candidates per list",
    note: "How many each list puts forward. More finds more, and takes longer.",
  },
  dense_weight: {
    label: "Weight of meaning",
    note: "Passages that say something similar, in whatever words. 0 leaves this list out.",
  },
  keyword_weight: {
    label: "Weight of words",
    note: "Passages with the same words: names, codes, rare terms. 0 leaves this list out.",
  },
  rrf_k: {
    label: "Evenness of ranks",
    note: "Small: the top of a list decides. Large: lower ranks count nearly as much.",
  },
  rerank_model_id: {
    label: "Reranker",
    note: "A model that reads question and passage together and puts the best in order.",
  },
  rerank_candidates: {
    label: "Passages it reads",
    note: "The best so many are put in its order. 0 turns reranking off.",
  },
  neighbours: {
    label: "Neighbouring passages",
    note: "How many before and after a hit the model reads with it.",
  },
  parents: {
    label: "Read the larger passage",
    note: "Of documents split into parent and child, a hit is read with its parent.",
  },
  diversity: {
    label: "Variety",
    note: "0: only what fits best. Higher: fewer passages that say the same.",
  },
  max_per_document: {
    label: "At most per document",
    note: "So that one long document does not fill the list.",
  },
  min_similarity: {
    label: "Least similarity",
    note: "Leaves out what is less similar in meaning. Passages found by words only stay.",
  },
  rewrite: {
    label: "Follow-up questions",
    note: "Completes “and in Spain?” from the conversation before it is searched.",
  },
};

export const REWRITES: Record<RetrievalProfile["rewrite"], string> = {
  off: "Search as asked",
  history: "Complete from the conversation",
};

const NO_VALUE: Partial<Record<ProfileField, string>> = {
  rerank_model_id: "none",
  max_per_document: "no limit",
  min_similarity: "no limit",
};

type Value = RetrievalProfile[ProfileField] | null | undefined;

/** A value as a reader reads it: "no limit", "on", "0.5". */
export function valueText(field: ProfileField, value: Value): string {
  if (value == null) return NO_VALUE[field] ?? "not set";
  if (field === "max_per_document" && value === NO_LIMIT.max_per_document) return "no limit";
  if (field === "min_similarity" && value === NO_LIMIT.min_similarity) return "no limit";
  if (field === "rewrite") return REWRITES[value as RetrievalProfile["rewrite"]].toLowerCase();
  if (typeof value === "boolean") return value ? "on" : "off";
  return String(value);
}

/** "Weight of words 1 → 0". */
export function changeText(
  field: ProfileField,
  before: RetrievalProfile,
  after: RetrievalProfile,
): string {
  if (field === "rerank_model_id") {
    return after.rerank_model_id === null ? "Without a reranker" : "With another reranker";
  }
  const values = [before, after].map((profile) => valueText(field, profile[field]));
  return `${FIELD_WORDS[field].label} ${values.join(" → ")}`;
}

/** "Passages in the end: 12, with a reranker": what a layer decides; empty when it is nothing. */
export function overridesText(overrides: RetrievalOverrides): string {
  const fields = Object.keys(FIELD_WORDS) as ProfileField[];
  const parts = fields
    .filter((field) => overrides[field] != null)
    .map((field) =>
      field === "rerank_model_id"
        ? "with a reranker"
        : `${FIELD_WORDS[field].label.toLowerCase()}: ${valueText(field, overrides[field])}`,
    );
  const text = parts.join(", ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export type Ranking = keyof HitScores;

export const RANKINGS: Record<Ranking, FieldWords> = {
  dense: { label: "Meaning", note: "Cosine similarity of question and passage" },
  keyword: { label: "Words", note: "BM25 score of the words they share" },
  fused: { label: "Fused", note: "Both lists by their ranks" },
  rerank: { label: "Reranked", note: "Score of the reranker" },
};

export const RANKING_NAMES = ["dense", "keyword", "fused", "rerank"] as const satisfies Ranking[];

type Stage = SearchResult["timings"][number]["stage"];

export const STAGES: Record<Stage | "other", FieldWords> = {
  normalise: { label: "Tidy up", note: "Spaces and forms of letters in the question" },
  rewrite: { label: "Complete", note: "The question from the conversation" },
  scope: { label: "Rights", note: "Which documents may be searched" },
  embed: { label: "Embed", note: "The question as numbers" },
  search: { label: "Search", note: "Both lists, in one round trip" },
  fuse: { label: "Fuse", note: "Both lists into one" },
  load: { label: "Load", note: "Texts of the candidates" },
  rerank: { label: "Rerank", note: "The reranker reads the best" },
  select: { label: "Select", note: "Limits and variety" },
  expand: { label: "Expand", note: "Neighbours, parents and matches" },
  other: { label: "Other", note: "What lies between the stages" },
};
