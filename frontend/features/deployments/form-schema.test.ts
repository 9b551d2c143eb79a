import { describe, expect, it } from "vitest";

import type { DeploymentVersion } from "@/lib/api/types";

import {
  availableOf,
  bodyOf,
  changesBetween,
  deploymentSchema,
  NEW_DEPLOYMENT,
  updateOf,
  valuesOf,
} from "./form-schema";

const before = {
  ...NEW_DEPLOYMENT,
  name: "HR",
  model_id: "m1",
  knowledge_base_ids: ["k1", "k2"],
  system_prompt: "Be brief.",
};

describe("updateOf", () => {
  it("makes no version for another name", () => {
    expect(updateOf(before, { ...before, name: "People", note: "New name" }, 3)).toEqual({
      name: "People",
    });
  });

  it("sends what differs from the version it is based on, and why", () => {
    const after = { ...before, memory_turns: 2, note: "Shorter", publish: false };
    expect(updateOf(before, after, 3)).toEqual({
      memory_turns: 2,
      base_version: 3,
      publish: false,
      note: "Shorter",
    });
  });

  it("takes the template away when instructions come in its place", () => {
    const template = {
      ...before,
      prompt: "template",
      template_id: "t",
      template_version: 2,
    } as const;
    expect(updateOf(template, before, 1)).toMatchObject({
      prompt_template_id: null,
      system_prompt: "Be brief.",
    });
    expect(updateOf(before, template, 1)).toMatchObject({
      prompt_template_id: "t",
      prompt_template_version: 2,
      system_prompt: "",
    });
  });

  it("keeps the other settings of the config when one changes", () => {
    const kept = { ...before, titles: "on", retrieval: { top_k: 6 } } as const;
    expect(updateOf(kept, { ...kept, temperature: 0.5 }, 1).config).toEqual({
      retrieval: { top_k: 6 },
      temperature: 0.5,
      max_tokens: 512,
      titles: true,
      summaries: null,
    });
  });
});

describe("changesBetween", () => {
  const labels = (after: typeof before) =>
    changesBetween(before, after).contents.map(({ label }) => label);

  it("takes another order of the knowledge bases for no change", () => {
    expect(labels({ ...before, knowledge_base_ids: ["k2", "k1"] })).toEqual([]);
  });

  it("takes instructions that are emptied for a change", () => {
    expect(labels({ ...before, system_prompt: "" })).toEqual(["Prompt"]);
  });

  it("takes all knowledge bases away for a change", () => {
    expect(labels({ ...before, knowledge_base_ids: [] })).toEqual(["Knowledge"]);
  });
});

it("asks for a template only where one is to be used", () => {
  const parse = (prompt: "template" | "instructions") =>
    deploymentSchema.safeParse({ ...before, prompt, template_id: "" }).success;
  expect([parse("instructions"), parse("template")]).toEqual([true, false]);
});

describe("a version of which something has been deleted", () => {
  const version = {
    model_id: "m1",
    model_available: false,
    knowledge_bases: [
      { id: "k1", name: "Handbook", available: false },
      { id: "k2", name: "Fees", available: true },
    ],
    prompt_template: null,
    prompt: "Be brief.",
    memory_turns: 4,
    config: { retrieval: {}, temperature: 0.1, max_tokens: 512, summaries: false },
  } as unknown as DeploymentVersion;
  const whole = valuesOf({ name: "HR", description: "" }, version);

  it("starts without it", () => {
    expect(availableOf(whole, version)).toMatchObject({
      model_id: "",
      knowledge_base_ids: ["k2"],
      system_prompt: "Be brief.",
      summaries: "off",
      titles: "auto",
    });
  });

  it("takes what is missing for a change, which can be saved", () => {
    const after = { ...availableOf(whole, version), model_id: "m2" };
    expect(updateOf(whole, after, 1)).toMatchObject({
      model_id: "m2",
      knowledge_base_ids: ["k2"],
    });
  });
});

it("sends no template with instructions", () => {
  expect(bodyOf(before)).toMatchObject({ system_prompt: "Be brief.", prompt_template_id: null });
});
