import { describe, expect, it } from "vitest";

import { aCall } from "./call-fixtures";
import { callerText, timeText, tokensText } from "./call-words";

describe("callerText", () => {
  it("names the key", () => {
    expect(callerText(aCall("c1"))).toBe("Website");
  });

  it("says where no key was used", () => {
    expect(callerText(aCall("c1", { api_key: null }))).toBe("Signed in");
  });
});

describe("figures", () => {
  it("tells the prompt's tokens from the answer's", () => {
    expect(tokensText({ prompt_tokens: 1204, completion_tokens: 86 })).toBe("1,204 + 86");
  });

  it("keeps a token that came at once apart from none", () => {
    expect(timeText(0)).toBe("<0.1 ms");
    expect(timeText(null)).toBe("–");
  });

  it("has dashes for a call that failed before anything was done", () => {
    expect(tokensText(null)).toBe("–");
    expect(timeText(undefined)).toBe("–");
  });
});
