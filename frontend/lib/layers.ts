/** Settings in layers: what is left open in one layer comes from the layers below it. */

/** A layer that others inherit from, under the name that readers know it by. */
export type Layer<Config extends object> = { name: string; config: Config };

export type Inherited<Value> = {
  value: Value | undefined;
  /** The name of the layer that decides. */
  from: string;
};

export const DEFAULT_LAYER_NAME = "the default";

/** What a field has when it is left to the layers before, the last of which is the strongest. */
export function inherit<Config extends object, Field extends keyof Config>(
  field: Field,
  layers: readonly Layer<Config>[],
): Inherited<Config[Field]> {
  const layer = layers.findLast(({ config }) => config[field] != null);
  return { value: layer?.config[field], from: layer?.name ?? DEFAULT_LAYER_NAME };
}

/** The value that holds: one's own, else the inherited one. */
export function effective<Config extends object, Field extends keyof Config>(
  field: Field,
  own: Config,
  layers: readonly Layer<Config>[],
): Config[Field] | undefined {
  return own[field] ?? inherit(field, layers).value;
}

/** With a value of its own, or with null without one. */
export function withField<Config extends object, Field extends keyof Config>(
  own: Config,
  field: Field,
  value: Config[Field] | null,
): Config {
  return { ...own, [field]: value };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Only what is decided, in groups of fields too: the form in which the API keeps it. */
export function decided<Config extends object>(own: Config): Config {
  const entries = Object.entries(own)
    .filter(([, value]) => value != null)
    .map(([field, value]) => [field, isObject(value) ? decided(value) : value] as const)
    .filter(([, value]) => !isObject(value) || Object.keys(value).length > 0);
  return Object.fromEntries(entries) as Config;
}

function sorted(value: unknown): unknown {
  if (!isObject(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([field, inner]) => [field, sorted(inner)]);
}

/** Whether two layers decide the same. */
export function isSame<Config extends object>(one: Config, other: Config): boolean {
  return JSON.stringify(sorted(decided(one))) === JSON.stringify(sorted(decided(other)));
}
