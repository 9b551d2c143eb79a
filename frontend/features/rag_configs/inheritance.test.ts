import { describe, expect, it } from "vitest";

import {
  configProblems,
  decided,
  DEFAULTS,
  effective,
  inherit,
  isSame,
  sizeProblems,
  withField,
} from "./inheritance";

const preset = { name: "the preset “Long”", config: { chunk_size: 400, chunk_overlap: null } };
const layers = [DEFAULTS, preset];

describe("inherit", () => {
  it("takes the strongest layer that decides, and names it", () => {
    expect(inherit("chunk_size", layers)).toEqual({ value: 400, from: "the preset “Long”" });
  });

  it("passes over a layer that leaves the field open", () => {
    expect(inherit("chunk_overlap", layers)).toEqual({ value: 30, from: "the default" });
  });

  it("knows no value for what nobody decides", () => {
    expect(inherit("query_prefix", layers)).toEqual({ value: undefined, from: "the default" });
  });
});

describe("one's own decisions", () => {
  it("go before what is inherited", () => {
    expect(effective("chunk_size", { chunk_size: 100 }, layers)).toBe(100);
    expect(effective("chunk_size", { chunk_size: null }, layers)).toBe(400);
  });

  it("may be empty: no prefix is a decision, and a reset is none", () => {
    const own = withField({}, "query_prefix", "");
    expect(decided(own)).toEqual({ query_prefix: "" });
    expect(decided(withField(own, "query_prefix", null))).toEqual({});
  });

  it("are the same whatever their order and whatever is left open", () => {
    expect(isSame({ chunk_size: 1, chunk_overlap: 2 }, { chunk_overlap: 2, chunk_size: 1 })).toBe(
      true,
    );
    expect(isSame({ chunk_size: null }, {})).toBe(true);
    expect(isSame({ chunk_size: 1 }, {})).toBe(false);
  });
});

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
