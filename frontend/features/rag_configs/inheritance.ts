/** Which layer decides how documents are split: the defaults, a preset, the knowledge base, … */
import { DEFAULT_RETRIEVAL } from "@/features/retrieval/profile";
import type { ChunkingConfig, ConfigOverrides, RetrievalOverrides } from "@/lib/api/types";
import { DEFAULT_LAYER_NAME, effective, type Layer } from "@/lib/layers";

export type ConfigField = Exclude<keyof ConfigOverrides, "retrieval">;
export type ConfigLayer = Layer<ConfigOverrides>;

export const CHUNK_FIELDS = [
  "chunk_strategy",
  "chunk_size",
  "chunk_overlap",
  "parent_size",
] as const satisfies ConfigField[];

/** What holds without any decision; the API's own defaults. */
export const DEFAULTS: ConfigLayer = {
  name: DEFAULT_LAYER_NAME,
  config: {
    chunk_strategy: "recursive",
    chunk_size: 240,
    chunk_overlap: 30,
    parent_size: 800,
    retrieval: DEFAULT_RETRIEVAL,
  },
};

/** What those layers decide of how passages are found. */
export function retrievalLayers(layers: readonly ConfigLayer[]): Layer<RetrievalOverrides>[] {
  return layers.map(({ name, config }) => ({ name, config: config.retrieval ?? {} }));
}

/** What is wrong with sizes together, at the field that should change; nothing when all is well. */
export function sizeProblems(
  config: Partial<Pick<ChunkingConfig, (typeof CHUNK_FIELDS)[number]>>,
): Partial<Record<ConfigField, string>> {
  const { chunk_strategy, chunk_size, chunk_overlap, parent_size } = config;
  if (chunk_size === undefined) return {};
  const problems: Partial<Record<ConfigField, string>> = {};
  if (chunk_size < 32 || chunk_size > 2048) problems.chunk_size = "From 32 to 2,048 tokens.";
  else if ((chunk_overlap ?? 0) * 2 > chunk_size) {
    problems.chunk_overlap = `At most half of a chunk: ${Math.floor(chunk_size / 2)}.`;
  }
  if (chunk_strategy === "parent_child" && (parent_size ?? 0) < chunk_size * 2) {
    problems.parent_size = `At least two chunks: ${chunk_size * 2}.`;
  }
  return problems;
}

/** What is wrong with the sizes that hold, one's own and the inherited ones together. */
export function configProblems(
  own: ConfigOverrides,
  layers: readonly ConfigLayer[],
): Partial<Record<ConfigField, string>> {
  return sizeProblems({
    chunk_strategy: effective("chunk_strategy", own, layers) ?? undefined,
    chunk_size: effective("chunk_size", own, layers) ?? undefined,
    chunk_overlap: effective("chunk_overlap", own, layers) ?? undefined,
    parent_size: effective("parent_size", own, layers) ?? undefined,
  });
}
