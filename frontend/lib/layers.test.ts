import { describe, expect, it } from "vitest";

import { decided, effective, inherit, isSame, withField, type Layer } from "./layers";

type Config = {
  size?: number | null;
  overlap?: number | null;
  prefix?: string | null;
  search?: { top_k?: number | null; weight?: number | null } | null;
};

const defaults: Layer<Config> = { name: "the default", config: { size: 200, overlap: 30 } };
const preset: Layer<Config> = {
  name: "the preset “Long”",
  config: { size: 400, overlap: null },
};
const layers = [defaults, preset];

describe("inherit", () => {
  it("takes the strongest layer that decides, and names it", () => {
    expect(inherit("size", layers)).toEqual({ value: 400, from: "the preset “Long”" });
  });

  it("passes over a layer that leaves the field open", () => {
    expect(inherit("overlap", layers)).toEqual({ value: 30, from: "the default" });
  });

  it("knows no value for what nobody decides", () => {
    expect(inherit("prefix", layers)).toEqual({ value: undefined, from: "the default" });
  });
});

describe("one's own decisions", () => {
  it("go before what is inherited", () => {
    expect(effective("size", { size: 100 }, layers)).toBe(100);
    expect(effective("size", { size: null }, layers)).toBe(400);
  });

  it("may be empty or zero: no prefix is a decision, and a reset is none", () => {
    const own = withField<Config, "prefix">({}, "prefix", "");
    expect(decided(own)).toEqual({ prefix: "" });
    expect(decided(withField(own, "prefix", null))).toEqual({});
    expect(decided({ search: { weight: 0 } })).toEqual({ search: { weight: 0 } });
  });

  it("in groups of fields are kept, and groups without any are left out", () => {
    expect(decided<Config>({ size: 1, search: { top_k: 3, weight: null } })).toEqual({
      size: 1,
      search: { top_k: 3 },
    });
    expect(decided<Config>({ size: 1, search: { top_k: null } })).toEqual({ size: 1 });
  });
});

it.each<[Config, Config, boolean]>([
  [{ size: 1, overlap: 2 }, { overlap: 2, size: 1 }, true],
  [{ size: null }, {}, true],
  [{ size: 1 }, {}, false],
  [{ search: { top_k: 1, weight: 2 } }, { search: { weight: 2, top_k: 1 } }, true],
  [{ search: {} }, {}, true],
  [{ search: { top_k: 1 } }, { search: { top_k: 2 } }, false],
])("%j and %j decide the same: %s", (one, other, same) => {
  expect(isSame(one, other)).toBe(same);
});
