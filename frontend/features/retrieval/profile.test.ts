// @vitest-environment node
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import {
  changedFields,
  DEFAULT_LAYER,
  DEFAULT_RETRIEVAL,
  overridesBetween,
  profileProblems,
  RANGES,
  resolveProfile,
  withOverrides,
} from "./profile";
import { changeText, overridesText, valueText } from "./words";

type Property = {
  default?: unknown;
  minimum?: number;
  maximum?: number;
  anyOf?: Property[];
};

/** What the API itself says of a profile. */
function apiProperties(): Record<string, Property> {
  const path = join(process.cwd(), "../backend/openapi.json");
  return JSON.parse(readFileSync(path, "utf8")).components.schemas.RetrievalProfile.properties;
}

describe("the defaults and limits", () => {
  it("are those of the API", () => {
    const properties = apiProperties();
    const defaults = Object.fromEntries(
      Object.entries(properties).map(([field, { default: value }]) => [field, value ?? null]),
    );
    expect(DEFAULT_RETRIEVAL).toEqual(defaults);
    for (const [field, { min, max }] of Object.entries(RANGES)) {
      const property = properties[field];
      const limits = property?.anyOf?.[0] ?? property;
      expect([field, min, max]).toEqual([field, limits?.minimum, limits?.maximum]);
    }
  });
});

const base = { name: "“Manuals”", config: { keyword_weight: 0, top_k: 12 } };

describe("profileProblems", () => {
  it.each([
    [{ top_k: 51 }, ["top_k"]],
    [{ top_k: 2.5 }, ["top_k"]],
    [{ candidates: 0 }, ["candidates"]],
    [{ diversity: Number.NaN }, ["diversity"]],
    [{ min_similarity: -1 }, []],
    [{ dense_weight: 0, keyword_weight: 0 }, ["keyword_weight"]],
    [{ dense_weight: 0 }, []],
    [{}, []],
  ])("of %j lie at %j", (own, fields) => {
    expect(Object.keys(profileProblems(own, [DEFAULT_LAYER]))).toEqual(fields);
  });

  it("see one's own settings and the inherited ones together", () => {
    const problems = profileProblems({ dense_weight: 0 }, [DEFAULT_LAYER, base]);
    expect(Object.keys(problems)).toEqual(["keyword_weight"]);
  });
});

describe("profiles", () => {
  const resolved = resolveProfile({ top_k: 3 }, [DEFAULT_LAYER, base]);

  it("are what all layers decide together, zero being a decision", () => {
    expect(resolved).toEqual({ ...DEFAULT_RETRIEVAL, keyword_weight: 0, top_k: 3 });
  });

  it("differ in the fields that have other values", () => {
    expect(changedFields(DEFAULT_RETRIEVAL, resolved)).toEqual(["top_k", "keyword_weight"]);
    expect(overridesBetween(DEFAULT_RETRIEVAL, resolved)).toEqual({ top_k: 3, keyword_weight: 0 });
  });

  it("are saved with what was tried over what was saved before", () => {
    expect(withOverrides({ top_k: 5, rrf_k: 10 }, { top_k: 9, diversity: null })).toEqual({
      top_k: 9,
      rrf_k: 10,
    });
    expect(withOverrides(null, { parents: false })).toEqual({ parents: false });
  });
});

describe("settings in words", () => {
  it.each([
    ["max_per_document", null, "no limit"],
    ["max_per_document", 50, "no limit"],
    ["max_per_document", 2, "2"],
    ["min_similarity", -1, "no limit"],
    ["parents", false, "off"],
    ["rewrite", "off", "search as asked"],
    ["dense_weight", 0, "0"],
  ] as const)("%s of %j is %j", (field, value, text) => {
    expect(valueText(field, value)).toBe(text);
  });

  it("tell what changed and what is decided", () => {
    const after = { ...DEFAULT_RETRIEVAL, keyword_weight: 0, rerank_model_id: "x" };
    expect(changeText("keyword_weight", DEFAULT_RETRIEVAL, after)).toBe("Weight of words 1 → 0");
    expect(changeText("rerank_model_id", DEFAULT_RETRIEVAL, after)).toBe("With another reranker");
    expect(overridesText({ keyword_weight: 0, rerank_model_id: "x" })).toBe(
      "Weight of words: 0, with a reranker",
    );
    expect(overridesText({})).toBe("");
  });
});
