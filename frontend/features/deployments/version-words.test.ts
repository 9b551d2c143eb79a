import { describe, expect, it } from "vitest";

import { changedParts, missingParts, settingLabel, settingText } from "./version-words";

const version = {
  model_id: "m1",
  model_name: "Small",
  model_available: true,
  knowledge_bases: [
    { id: "k1", name: "Handbook", available: true },
    { id: "k2", name: "Fees", available: true },
  ],
  prompt_template: null,
  prompt: "Be brief.",
  memory_turns: 4,
  config: { retrieval: { top_k: 4 }, temperature: 0.1, max_tokens: 512 },
};

describe("settings that differ", () => {
  it("are named as the form names them", () => {
    expect(settingLabel("config.temperature")).toBe("Temperature");
    expect(settingLabel("config.retrieval.keyword_weight")).toBe("Weight of words");
    expect(settingLabel("config.unknown")).toBe("config.unknown");
  });

  it.each([
    ["memory_turns", "4", "4 turns"],
    ["config.titles", "True", "On"],
    ["config.titles", "", "Automatic"],
    ["knowledge_bases", "", "None"],
    ["config.retrieval.top_k", "", "Inherited"],
    ["config.retrieval.rewrite", "history", "complete from the conversation"],
  ])("of %s, %j is read as %s", (path, value, text) => {
    expect(settingText(path, value)).toBe(text);
  });
});

describe("changedParts", () => {
  it("is empty for the same contents in another order", () => {
    const other = { ...version, knowledge_bases: version.knowledge_bases.toReversed() };
    expect(changedParts(other, version)).toEqual([]);
  });

  it("names every part that differs", () => {
    const other = {
      ...version,
      model_id: "m2",
      prompt: "Be kind.",
      config: { ...version.config, retrieval: { top_k: 8 }, titles: false },
    };
    expect(changedParts(other, version)).toEqual([
      "Model",
      "Prompt",
      "Retrieval",
      "Titles and summaries",
    ]);
  });

  it("takes another version of the template for another prompt", () => {
    const template = { id: "t", name: "Short", version: 1, available: true };
    const before = { ...version, prompt_template: template };
    const after = { ...version, prompt_template: { ...template, version: 2 } };
    expect(changedParts(after, before)).toEqual(["Prompt"]);
  });
});

describe("missingParts", () => {
  it("is null while everything is there", () => {
    expect(missingParts(version)).toBeNull();
  });

  it("names what has been deleted", () => {
    const gone = { id: "k1", name: "Handbook", available: false };
    expect(missingParts({ ...version, model_available: false, knowledge_bases: [gone] })).toBe(
      "It cannot answer as it did: the model “Small” and the knowledge base “Handbook” have been deleted.",
    );
  });
});
