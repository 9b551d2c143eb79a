import { describe, expect, it } from "vitest";

import type { Model } from "@/lib/api/types";

import { changesOf, settingsOf, settingsProblems, type ModelSettings } from "./settings";

const MODEL: Model = {
  id: "m1",
  name: "Qwen",
  description: "",
  model_type: "base",
  provider: "vllm",
  model_id: "qwen3-8b",
  endpoint_url: "http://vllm:8000/v1",
  has_api_key: true,
  api_key_hint: "••••abcd",
  version: "1",
  config: { context_tokens: 8192 },
  prices: { input_per_million: "0.250000", output_per_million: "1.250000", currency: "EUR" },
  visibility: { everyone: false, groups: [{ id: "g1", name: "Legal" }] },
  max_concurrent: null,
  timeouts: { first_token_s: null, idle_s: 30, total_s: null },
  fallback_model_id: null,
  created_at: "2026-05-10T10:00:00Z",
  updated_at: "2026-05-10T10:00:00Z",
};

function changed(change: Partial<ModelSettings>, model = MODEL) {
  return changesOf(model, { ...settingsOf(model), ...change });
}

describe("what is sent", () => {
  it("is nothing when nothing was changed", () => expect(changed({})).toEqual({}));

  it("is only what differs", () => {
    expect(changed({ name: "Qwen 3" })).toEqual({ name: "Qwen 3" });
    expect(changed({ maxConcurrent: "4" })).toEqual({ max_concurrent: 4 });
    expect(changed({ fallbackId: "m2" })).toEqual({ fallback_model_id: "m2" });
  });

  it("takes terms away with null", () => {
    expect(changed({ inputPrice: "", outputPrice: "" })).toEqual({ prices: null });
    const timeouts = { first_token_s: "", idle_s: "", total_s: "" };
    expect(changed({ timeouts })).toEqual({ timeouts: null });
  });

  it("sends a key only when it was entered, and an empty one to remove it", () => {
    expect(changed({ key: { kind: "replace", key: " sk-new " } })).toEqual({ api_key: "sk-new" });
    expect(changed({ key: { kind: "remove" } })).toEqual({ api_key: "" });
  });

  it("leaves what a model of the installation is alone", () => {
    const local: Model = { ...MODEL, provider: "local" };
    expect(changed({ name: "Mine", maxConcurrent: "2" }, local)).toEqual({ max_concurrent: 2 });
  });

  it("names no terms of answering for a model that does not answer", () => {
    const reranker: Model = { ...MODEL, model_type: "reranker", config: {} };
    expect(changed({ maxConcurrent: "2" }, reranker)).toEqual({});
  });
});

describe("what keeps settings from being saved", () => {
  it("nothing, as they are", () => expect(settingsProblems(settingsOf(MODEL), MODEL)).toEqual({}));

  it.each<[string, Partial<ModelSettings>, string]>([
    ["no name", { name: " " }, "name"],
    ["no id", { modelId: "" }, "modelId"],
    ["no turns at all", { maxConcurrent: "0" }, "maxConcurrent"],
    ["a short context", { contextTokens: "100" }, "contextTokens"],
    ["a context that was known", { contextTokens: "" }, "contextTokens"],
    ["no new key", { key: { kind: "replace", key: "" } }, "key"],
    ["one price", { outputPrice: "" }, "outputPrice"],
    [
      "no wait at all",
      { timeouts: { first_token_s: "0", idle_s: "", total_s: "" } },
      "first_token_s",
    ],
  ])("%s", (_, change, field) => {
    const problems = settingsProblems({ ...settingsOf(MODEL), ...change }, MODEL);
    expect(Object.keys(problems)).toEqual([field]);
  });
});
