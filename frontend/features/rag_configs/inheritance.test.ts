import { describe, expect, it } from "vitest";

import { configProblems, DEFAULTS, retrievalLayers, sizeProblems } from "./inheritance";

describe("sizeProblems", () => {
  it.each([
    [{ chunk_size: 200, chunk_overlap: 100 }, []],
    [{ chunk_size: 200, chunk_overlap: 101 }, ["chunk_overlap"]],
    [{ chunk_size: 10, chunk_overlap: 0 }, ["chunk_size"]],
    [
      { chunk_strategy: "parent_child" as const, chunk_size: 200, parent_size: 300 },
      ["parent_size"],
    ],
    [{ chunk_strategy: "fixed" as const, chunk_size: 200, parent_size: 300 }, []],
    [{}, []],
  ])("of %j lie at %j", (config, fields) => {
    expect(Object.keys(sizeProblems(config))).toEqual(fields);
  });
});

it("finds what is wrong between one's own size and an inherited overlap", () => {
  const own = { chunk_size: 50 };
  expect(configProblems(own, [DEFAULTS])).toEqual({
    chunk_overlap: "At most half of a chunk: 25.",
  });
});

it("takes of each layer what it decides of the search, under the same name", () => {
  const preset = { name: "the preset “Long”", config: { retrieval: { top_k: 3 } } };
  expect(retrievalLayers([preset, { name: "other", config: {} }])).toEqual([
    { name: "the preset “Long”", config: { top_k: 3 } },
    { name: "other", config: {} },
  ]);
});
