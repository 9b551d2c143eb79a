/** Which layer decides a value: the defaults, a preset, the knowledge base, the document. */
import type { ChunkingConfig, ConfigOverrides } from "@/lib/api/types";

export type ConfigField = keyof ConfigOverrides;

export const CHUNK_FIELDS = [
  "chunk_strategy",
  "chunk_size",
  "chunk_overlap",
  "parent_size",
] as const satisfies ConfigField[];

/** A layer that others inherit from, under the name that readers know it by. */
export type Layer = { name: string; config: ConfigOverrides };

export type Inherited<Field extends ConfigField = ConfigField> = {
  value: ConfigOverrides[Field];
  /** The name of the layer that decides. */
  from: string;
};

/** What holds without any decision; the API's own defaults. */
export const DEFAULTS: Layer = {
  name: "the default",
  config: { chunk_strategy: "recursive", chunk_size: 200, chunk_overlap: 30, parent_size: 800 },
};

/** What a field has when it is left to the layers before, the last of which is the strongest. */
export function inherit<Field extends ConfigField>(
  field: Field,
  layers: readonly Layer[],
): Inherited<Field> {
  const layer = layers.findLast(({ config }) => config[field] != null);
  return { value: layer?.config[field], from: layer?.name ?? DEFAULTS.name };
}

/** The value that holds: one's own, else the inherited one. */
export function effective<Field extends ConfigField>(
  field: Field,
  own: ConfigOverrides,
  layers: readonly Layer[],
): ConfigOverrides[Field] {
  return own[field] ?? inherit(field, layers).value;
}

/** With a value of its own, or with null without one. */
export function withField<Field extends ConfigField>(
  own: ConfigOverrides,
  field: Field,
  value: ConfigOverrides[Field] | null,
): ConfigOverrides {
  return { ...own, [field]: value };
}

/** Only what is decided: the form in which the API keeps it. */
export function decided(own: ConfigOverrides): ConfigOverrides {
  return Object.fromEntries(Object.entries(own).filter(([, value]) => value != null));
}

/** Whether two layers decide the same. */
export function isSame(one: ConfigOverrides, other: ConfigOverrides): boolean {
  const sorted = (config: ConfigOverrides) =>
    JSON.stringify(Object.entries(decided(config)).sort(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(one) === sorted(other);
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
  layers: readonly Layer[],
): Partial<Record<ConfigField, string>> {
  return sizeProblems({
    chunk_strategy: effective("chunk_strategy", own, layers) ?? undefined,
    chunk_size: effective("chunk_size", own, layers) ?? undefined,
    chunk_overlap: effective("chunk_overlap", own, layers) ?? undefined,
    parent_size: effective("parent_size", own, layers) ?? undefined,
  });
}
