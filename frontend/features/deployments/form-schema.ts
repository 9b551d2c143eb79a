import { z } from "zod";

import { DEFAULT_LAYER, profileProblems } from "@/features/retrieval/profile";
import type {
  Deployment,
  DeploymentCreate,
  DeploymentUpdate,
  DeploymentVersion,
  RetrievalOverrides,
} from "@/lib/api/types";
import { decided, isSame } from "@/lib/layers";

const wholeNumber = (min: number, max: number) =>
  z
    .number("Enter a number.")
    .int("Use a whole number.")
    .min(min, `At least ${min}.`)
    .max(max, `At most ${max}.`);

/** "auto" leaves it to the API, which spares a model on this machine. */
export const SWITCHES = ["auto", "on", "off"] as const;
export type Switch = (typeof SWITCHES)[number];

export const deploymentSchema = z
  .object({
    name: z.string().trim().min(1, "Give it a name.").max(120, "Use at most 120 characters."),
    description: z.string().trim().max(2000, "Use at most 2,000 characters."),
    model_id: z.string().min(1, "Choose a model."),
    knowledge_base_ids: z.array(z.string()),
    prompt: z.enum(["instructions", "template"]),
    system_prompt: z.string().max(8000, "Use at most 8,000 characters."),
    template_id: z.string(),
    template_version: z.number().nullable(),
    memory_turns: wholeNumber(0, 50),
    retrieval: z.custom<RetrievalOverrides>(
      (value) =>
        Object.keys(profileProblems(value as RetrievalOverrides, [DEFAULT_LAYER])).length === 0,
    ),
    temperature: z.number("Enter a number.").min(0, "At least 0.").max(2, "At most 2."),
    max_tokens: wholeNumber(16, 4096),
    titles: z.enum(SWITCHES),
    summaries: z.enum(SWITCHES),
    note: z.string().trim().max(2000, "Use at most 2,000 characters."),
    publish: z.boolean(),
  })
  .refine(({ prompt, template_id: id }) => prompt === "instructions" || id !== "", {
    path: ["template_id"],
    message: "Choose a prompt template.",
  });

export type DeploymentValues = z.infer<typeof deploymentSchema>;

export const NEW_DEPLOYMENT: DeploymentValues = {
  name: "",
  description: "",
  model_id: "",
  knowledge_base_ids: [],
  prompt: "instructions",
  system_prompt: "",
  template_id: "",
  template_version: null,
  memory_turns: 4,
  // The API's own choice for new deployments: small models take long over more.
  retrieval: { top_k: 4 },
  temperature: 0.1,
  max_tokens: 512,
  titles: "auto",
  summaries: "auto",
  note: "",
  publish: true,
};

function switchOf(value: boolean | null | undefined): Switch {
  if (value == null) return "auto";
  return value ? "on" : "off";
}

function valueOf(choice: Switch): boolean | null {
  return choice === "auto" ? null : choice === "on";
}

/** The form of a deployment as `version` of it answered, also with what has been deleted since. */
export function valuesOf(
  { name, description }: Pick<Deployment, "name" | "description">,
  version: DeploymentVersion,
): DeploymentValues {
  const { config, prompt_template: template } = version;
  return {
    name,
    description,
    model_id: version.model_id,
    knowledge_base_ids: version.knowledge_bases.map(({ id }) => id),
    prompt: template ? "template" : "instructions",
    system_prompt: template ? "" : version.prompt,
    template_id: template?.id ?? "",
    template_version: template?.version ?? null,
    memory_turns: version.memory_turns,
    retrieval: config.retrieval ?? {},
    temperature: config.temperature ?? NEW_DEPLOYMENT.temperature,
    max_tokens: config.max_tokens ?? NEW_DEPLOYMENT.max_tokens,
    titles: switchOf(config.titles),
    summaries: switchOf(config.summaries),
    note: "",
    publish: true,
  };
}

/** Without what has been deleted: what the form of a version starts with. */
export function availableOf(
  values: DeploymentValues,
  {
    model_available,
    knowledge_bases,
  }: Pick<DeploymentVersion, "model_available" | "knowledge_bases">,
): DeploymentValues {
  const kept = knowledge_bases.filter(({ available }) => available).map(({ id }) => id);
  const model_id = model_available ? values.model_id : "";
  return { ...values, model_id, knowledge_base_ids: kept };
}

function configOf({ retrieval, temperature, max_tokens, titles, summaries }: DeploymentValues) {
  return {
    retrieval: decided(retrieval),
    temperature,
    max_tokens,
    titles: valueOf(titles),
    summaries: valueOf(summaries),
  };
}

/** Either a template, or instructions without one. */
function promptOf({ prompt, system_prompt, template_id, template_version }: DeploymentValues) {
  return prompt === "template"
    ? {
        prompt_template_id: template_id,
        prompt_template_version: template_version,
        system_prompt: "",
      }
    : { prompt_template_id: null, system_prompt };
}

export function bodyOf(values: DeploymentValues): DeploymentCreate {
  const { name, description, model_id, knowledge_base_ids, memory_turns } = values;
  return {
    name,
    description,
    model_id,
    knowledge_base_ids,
    memory_turns,
    ...promptOf(values),
    config: configOf(values),
  };
}

type Part = {
  label: string;
  /** What of the form it is, to be compared. */
  of: (values: DeploymentValues) => object;
  /** How the API is told, where that is not the same. */
  body?: (values: DeploymentValues) => Partial<DeploymentUpdate>;
};

const NAMES: Part[] = [
  { label: "Name", of: ({ name }) => ({ name }) },
  { label: "Description", of: ({ description }) => ({ description }) },
];

/** The API takes a config as a whole. */
const ofConfig = (values: DeploymentValues) => ({ config: configOf(values) });

const CONTENTS: Part[] = [
  { label: "Model", of: ({ model_id }) => ({ model_id }) },
  {
    label: "Knowledge",
    of: ({ knowledge_base_ids: ids }) => ({ knowledge_base_ids: ids.toSorted() }),
  },
  { label: "Prompt", of: promptOf },
  { label: "Memory", of: ({ memory_turns }) => ({ memory_turns }) },
  { label: "Retrieval", of: ({ retrieval }) => ({ retrieval }), body: ofConfig },
  { label: "Temperature", of: ({ temperature }) => ({ temperature }), body: ofConfig },
  { label: "Longest answer", of: ({ max_tokens }) => ({ max_tokens }), body: ofConfig },
  {
    label: "Titles and summaries",
    of: ({ titles, summaries }) => ({ titles, summaries }),
    body: ofConfig,
  },
];

/** What a form changes: `names` alone make no version, anything of `contents` makes one. */
export type Changes = { names: Part[]; contents: Part[] };

export function changesBetween(before: DeploymentValues, after: DeploymentValues): Changes {
  const differs = ({ of }: Part) => !isSame(of(before), of(after));
  return { names: NAMES.filter(differs), contents: CONTENTS.filter(differs) };
}

/** The change that makes `after` out of `before`, which is version `base`; nothing more. */
export function updateOf(
  before: DeploymentValues,
  after: DeploymentValues,
  base: number,
): DeploymentUpdate {
  const { names, contents } = changesBetween(before, after);
  const parts = [...names, ...contents].map(({ of, body = of }) => body(after));
  const changed: DeploymentUpdate = Object.assign({}, ...parts);
  if (contents.length === 0) return changed;
  return { ...changed, base_version: base, publish: after.publish, note: after.note || null };
}
