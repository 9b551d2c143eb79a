/** What versions of a deployment are made of, and what they differ in, in plain words. */
import { FIELD_WORDS, valueText } from "@/features/retrieval/words";
import type { ProfileField } from "@/features/retrieval/profile";
import type { DeploymentVersion } from "@/lib/api/types";
import { isSame } from "@/lib/layers";

const RETRIEVAL = "config.retrieval.";

const LABELS: Record<string, string> = {
  model: "Model",
  knowledge_bases: "Knowledge",
  prompt_template: "Prompt template",
  memory_turns: "Memory",
  "config.temperature": "Temperature",
  "config.max_tokens": "Longest answer",
  "config.titles": "Titles by the model",
  "config.summaries": "Summaries of long conversations",
};

const EMPTY: Record<string, string> = {
  knowledge_bases: "None",
  prompt_template: "None",
  "config.titles": "Automatic",
  "config.summaries": "Automatic",
};

const UNITS: Record<string, string> = { memory_turns: " turns", "config.max_tokens": " tokens" };
const SWITCHES: Record<string, string> = { True: "On", False: "Off" };

function retrievalField(path: string): ProfileField | null {
  const field = path.startsWith(RETRIEVAL) ? path.slice(RETRIEVAL.length) : "";
  return field in FIELD_WORDS ? (field as ProfileField) : null;
}

/** "config.temperature" → "Temperature"; a setting of later versions keeps its path. */
export function settingLabel(path: string): string {
  const field = retrievalField(path);
  return field ? FIELD_WORDS[field].label : (LABELS[path] ?? path);
}

/** A setting's value as a reader reads it; the API tells all of them as text. */
export function settingText(path: string, value: string): string {
  const field = retrievalField(path);
  if (value === "") return field ? "Inherited" : (EMPTY[path] ?? "Not set");
  if (field === "rewrite") return valueText(field, value as "off" | "history");
  return SWITCHES[value] ?? `${value}${UNITS[path] ?? ""}`;
}

type Contents = Pick<
  DeploymentVersion,
  "model_id" | "knowledge_bases" | "prompt_template" | "prompt" | "memory_turns" | "config"
>;

const idsOf = (version: Contents) =>
  version.knowledge_bases
    .map(({ id }) => id)
    .sort()
    .join();

const templateOf = ({ prompt_template: template }: Contents) =>
  template ? `${template.id} ${template.version}` : "";

const PARTS: { label: string; differs: (a: Contents, b: Contents) => boolean }[] = [
  { label: "Model", differs: (a, b) => a.model_id !== b.model_id },
  { label: "Knowledge", differs: (a, b) => idsOf(a) !== idsOf(b) },
  {
    label: "Prompt",
    differs: (a, b) => a.prompt !== b.prompt || templateOf(a) !== templateOf(b),
  },
  { label: "Retrieval", differs: (a, b) => !isSame(a.config.retrieval, b.config.retrieval) },
  { label: "Memory", differs: (a, b) => a.memory_turns !== b.memory_turns },
  { label: "Temperature", differs: (a, b) => a.config.temperature !== b.config.temperature },
  { label: "Longest answer", differs: (a, b) => a.config.max_tokens !== b.config.max_tokens },
  {
    label: "Titles and summaries",
    differs: ({ config: a }, { config: b }) =>
      (a.titles ?? null) !== (b.titles ?? null) || (a.summaries ?? null) !== (b.summaries ?? null),
  },
];

/** In which of its parts a version differs from another one. */
export function changedParts(version: Contents, from: Contents): string[] {
  return PARTS.filter(({ differs }) => differs(version, from)).map(({ label }) => label);
}

/** Why a version could not answer as it did; null where it still can. */
export function missingParts({ model_available, model_name, ...version }: Missing): string | null {
  const gone = version.knowledge_bases.filter(({ available }) => !available);
  const parts = [
    ...(model_available ? [] : [`the model “${model_name}”`]),
    ...gone.map(({ name }) => `the knowledge base “${name}”`),
  ];
  if (parts.length === 0) return null;
  const all = parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : parts[0];
  return `It cannot answer as it did: ${all} ${parts.length > 1 ? "have" : "has"} been deleted.`;
}

type Missing = Pick<DeploymentVersion, "model_available" | "model_name" | "knowledge_bases">;
