import { describe, expect, it } from "vitest";

import { bodyOf, draftOf, draftProblems, freeName, guessType, type ModelDraft } from "./draft";

const ALL = ["base", "fine_tuned", "embedding", "reranker"] as const;
const EVERYONE = { everyone: true, group_ids: [] };

function draft(change: Partial<ModelDraft> = {}): ModelDraft {
  const offer = { id: "qwen/qwen3-8b", owner: null, context_tokens: 32768 };
  return { ...draftOf(offer, ALL, []), ...change };
}

describe("what a model is, by its id", () => {
  it.each([
    ["gpt-5-mini", "base"],
    ["text-embedding-3-small", "embedding"],
    ["nomic-embed-text:latest", "embedding"],
    ["intfloat/multilingual-e5-base", "embedding"],
    ["BAAI/bge-reranker-v2-m3", "reranker"],
    ["ft:gpt-4o-mini:acme::abc", "fine_tuned"],
  ])("%s is %s", (id, type) => expect(guessType(id, ALL)).toBe(type));

  it("is never what the provider does not serve", () => {
    expect(guessType("claude-embed", ["base", "fine_tuned"])).toBe("base");
  });
});

it("names a model after the last part of its id, and never twice", () => {
  expect(freeName("qwen/qwen3-8b", [])).toBe("qwen3-8b");
  expect(freeName("qwen/qwen3-8b", ["Qwen3-8B"])).toBe("qwen3-8b 2");
  expect(freeName("qwen/qwen3-8b", ["qwen3-8b", "qwen3-8b 2"])).toBe("qwen3-8b 3");
});

it("takes the context that the endpoint tells", () => {
  expect(draft().contextTokens).toBe("32768");
});

describe("what keeps a draft from being added", () => {
  it("nothing, when it is complete", () => expect(draftProblems(draft(), [])).toEqual({}));

  it.each<[string, Partial<ModelDraft>, keyof ModelDraft]>([
    ["no name", { name: "  " }, "name"],
    ["the name of another", { name: "LOCAL MODEL" }, "name"],
    ["a context below what is useful", { contextTokens: "512" }, "contextTokens"],
    ["an embedding model without a dimension", { type: "embedding" }, "dimension"],
    ["one price of two", { inputPrice: "0.25" }, "outputPrice"],
    ["a price that is no number", { inputPrice: "1,5", outputPrice: "2" }, "inputPrice"],
    ["no currency", { inputPrice: "1", outputPrice: "2", currency: "euro" }, "currency"],
  ])("%s", (_, change, field) => {
    expect(Object.keys(draftProblems(draft(change), ["Local model"]))).toEqual([field]);
  });
});

describe("what is sent", () => {
  const connection = {
    provider: "custom" as const,
    endpointUrl: " https://m.test/v1 ",
    apiKey: "",
  };

  it("leaves out what was left empty", () => {
    expect(bodyOf(draft({ contextTokens: "" }), connection, EVERYONE)).toMatchObject({
      endpoint_url: "https://m.test/v1",
      api_key: null,
      config: null,
      prices: null,
    });
  });

  it("gives each type its own facts", () => {
    const embedding = draft({ type: "embedding", dimension: "384" });
    expect(bodyOf(embedding, connection, EVERYONE).config).toMatchObject({ dimension: 384 });
    expect(bodyOf(draft(), connection, EVERYONE).config).toEqual({ context_tokens: 32768 });
    expect(bodyOf(draft({ type: "reranker" }), connection, EVERYONE).config).toBeNull();
  });
});
