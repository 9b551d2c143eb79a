import { expect, it } from "vitest";

import type { Model } from "@/lib/api/types";

import { fallbackChain, fallbackChoices } from "./fallbacks";

function model(id: string, fallback: string | null = null, type: Model["model_type"] = "base") {
  return { id, fallback_model_id: fallback, model_type: type } as Model;
}

const ids = (models: Model[]) => models.map(({ id }) => id);

it("follows the fallbacks in their order", () => {
  const models = [model("a", "b"), model("b", "c"), model("c")];
  expect(ids(fallbackChain(models[0]!, models))).toEqual(["b", "c"]);
});

it("ends where a fallback is not to be seen, or leads back", () => {
  const hidden = [model("a", "gone")];
  expect(fallbackChain(hidden[0]!, hidden)).toEqual([]);
  const circle = [model("a", "b"), model("b", "a")];
  expect(ids(fallbackChain(circle[0]!, circle))).toEqual(["b"]);
});

it("offers what answers and does not lead back", () => {
  const models = [model("a"), model("b", "a"), model("c"), model("e", null, "embedding")];
  expect(ids(fallbackChoices(models[0]!, models))).toEqual(["c"]);
});
