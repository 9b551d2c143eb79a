import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";

import { APIS, LANGUAGES, snippetOf, type SnippetOptions } from "./snippets";

const options: SnippetOptions = {
  origin: "https://llm.example.com",
  deployment: { id: "7d2f", slug: "hr-assistant" },
  question: `What's "leave"? $HOME \\n`,
};

const choices = APIS.flatMap((api) =>
  LANGUAGES.flatMap((language) => [false, true].map((stream) => ({ api, language, stream }))),
);

/** What a shell hands over to curl. */
function argumentsOfCurl(snippet: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }; ${snippet}`;
  return execFileSync("bash", ["-c", script], { env: { ...process.env, LLMB_API_KEY: "llmb_k" } })
    .toString()
    .split("\0");
}

describe("snippetOf", () => {
  it.each(choices)("writes $language for $api, stream: $stream, with the address", (choice) => {
    const text = snippetOf(choice, options);
    expect(text).toContain("https://llm.example.com/");
    expect(text).toContain("LLMB_API_KEY");
    expect(text).toContain(choice.api === "openai" ? "hr-assistant" : "7d2f");
  });

  it.each([
    ["openai", "https://llm.example.com/v1/chat/completions"],
    ["native", "https://llm.example.com/api/v1/deployments/7d2f/run"],
  ] as const)("hands any question over to %s through the shell", (api, url) => {
    const handed = argumentsOfCurl(snippetOf({ api, language: "curl", stream: false }, options));
    expect(handed).toContain(url);
    expect(handed).toContain("Authorization: Bearer llmb_k");
    const body = JSON.parse(handed[handed.indexOf("-d") + 1] ?? "");
    expect(body.question ?? body.messages[0].content).toBe(options.question);
  });

  it("asks for a stream only where one is wanted", () => {
    const written = (stream: boolean) =>
      snippetOf({ api: "openai", language: "python", stream }, options);
    expect(written(true)).toContain("stream=True");
    expect(written(false)).not.toContain("stream=True");
  });
});
