/** Programs that ask a deployment, ready to paste: they read the key from LLMB_API_KEY. */

export const APIS = ["openai", "native"] as const;
export type Api = (typeof APIS)[number];

export const LANGUAGES = ["curl", "python", "typescript"] as const;
export type Language = (typeof LANGUAGES)[number];

export const KEY_VARIABLE = "LLMB_API_KEY";
export const EXAMPLE_QUESTION = "What can you help me with?";

export type SnippetOptions = {
  /** Where the API is reached, without a path. */
  origin: string;
  deployment: { id: string; slug: string };
  question: string;
};

export type SnippetChoice = { api: Api; language: Language; stream: boolean };

/** A string literal of Python and TypeScript alike. */
function literal(text: string): string {
  return JSON.stringify(text);
}

/** A word of a shell, whatever stands in it. */
function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** JSON on a line of its own for each field, where there are several. */
function json(body: object): string {
  const fields = Object.entries(body).map(([name, value]) => `"${name}": ${JSON.stringify(value)}`);
  return fields.length > 1 ? `{\n    ${fields.join(",\n    ")}\n  }` : `{${fields.join("")}}`;
}

function post(url: string, body: object, flags = "-s"): string {
  return `curl ${flags} ${url} \\
  -H "Authorization: Bearer $${KEY_VARIABLE}" \\
  -H "Content-Type: application/json" \\
  -d ${shellWord(json(body))}`;
}

function completion({ deployment, question }: SnippetOptions, stream: boolean) {
  return {
    model: deployment.slug,
    messages: [{ role: "user", content: question }],
    ...(stream && { stream }),
  };
}

function openaiCurl(options: SnippetOptions, stream: boolean): string {
  const flags = stream ? "-sN" : "-s";
  return post(`${options.origin}/v1/chat/completions`, completion(options, stream), flags);
}

const PYTHON_ENDS = {
  whole: `print(completion.choices[0].message.content)`,
  stream: `for chunk in completion:
    if chunk.choices:
        print(chunk.choices[0].delta.content or "", end="", flush=True)
print()`,
};

function openaiPython({ origin, deployment, question }: SnippetOptions, stream: boolean): string {
  return `import os

from openai import OpenAI

client = OpenAI(base_url=${literal(`${origin}/v1`)}, api_key=os.environ["${KEY_VARIABLE}"])
completion = client.chat.completions.create(
    model=${literal(deployment.slug)},
    messages=[{"role": "user", "content": ${literal(question)}}],${stream ? "\n    stream=True," : ""}
)
${stream ? PYTHON_ENDS.stream : PYTHON_ENDS.whole}`;
}

const TYPESCRIPT_ENDS = {
  whole: `console.log(completion.choices[0]?.message.content);`,
  stream: `for await (const chunk of completion) {
  process.stdout.write(chunk.choices[0]?.delta.content ?? "");
}`,
};

function openaiTypescript(
  { origin, deployment, question }: SnippetOptions,
  stream: boolean,
): string {
  return `import OpenAI from "openai";

const client = new OpenAI({
  baseURL: ${literal(`${origin}/v1`)},
  apiKey: process.env.${KEY_VARIABLE},
});
const completion = await client.chat.completions.create({
  model: ${literal(deployment.slug)},
  messages: [{ role: "user", content: ${literal(question)} }],${stream ? "\n  stream: true," : ""}
});
${stream ? TYPESCRIPT_ENDS.stream : TYPESCRIPT_ENDS.whole}`;
}

function runUrl({ origin, deployment }: SnippetOptions): string {
  return `${origin}/api/v1/deployments/${deployment.id}/run`;
}

function sessionsUrl({ origin }: SnippetOptions): string {
  return `${origin}/api/v1/chat/sessions`;
}

function nativeCurl(options: SnippetOptions): string {
  return post(runUrl(options), { question: options.question });
}

function nativeCurlStream(options: SnippetOptions): string {
  const sessions = sessionsUrl(options);
  const start = post(sessions, { deployment_id: options.deployment.id });
  const ask = post(`${sessions}/$SESSION/messages/stream`, { content: options.question }, "-sN");
  return `# A conversation, whose id jq takes out of the answer, and a question in it.
SESSION=$(${start} | jq -r .id)

${ask}`;
}

function nativePython(options: SnippetOptions): string {
  return `import os

import requests

response = requests.post(
    ${literal(runUrl(options))},
    headers={"Authorization": f"Bearer {os.environ['${KEY_VARIABLE}']}"},
    json={"question": ${literal(options.question)}},
    timeout=120,
)
response.raise_for_status()
result = response.json()
print(result["answer"])
for source in result["citations"]:
    print(f"[{source['number']}] {source['document_name']}")`;
}

function nativePythonStream(options: SnippetOptions): string {
  return `import json
import os

import requests

SESSIONS = ${literal(sessionsUrl(options))}

http = requests.Session()
http.headers["Authorization"] = f"Bearer {os.environ['${KEY_VARIABLE}']}"
session = http.post(SESSIONS, json={"deployment_id": "${options.deployment.id}"}, timeout=30)
session.raise_for_status()
response = http.post(
    f"{SESSIONS}/{session.json()['id']}/messages/stream",
    json={"content": ${literal(options.question)}},
    stream=True,
    timeout=120,
)
response.raise_for_status()
for line in response.iter_lines():
    if line.startswith(b"data: "):
        event = json.loads(line[6:])
        if event["type"] == "delta":
            print(event["text"], end="", flush=True)
print()`;
}

function nativeTypescript(options: SnippetOptions): string {
  return `const response = await fetch(${literal(runUrl(options))}, {
  method: "POST",
  headers: {
    Authorization: \`Bearer \${process.env.${KEY_VARIABLE}}\`,
    "Content-Type": "application/json",
  },
  body: JSON.stringify({ question: ${literal(options.question)} }),
});
if (!response.ok) throw new Error(await response.text());
const { answer, citations } = await response.json();
console.log(answer, citations);`;
}

function nativeTypescriptStream(options: SnippetOptions): string {
  return `const sessions = ${literal(sessionsUrl(options))};
const headers = {
  Authorization: \`Bearer \${process.env.${KEY_VARIABLE}}\`,
  "Content-Type": "application/json",
};

async function post(url: string, body: object): Promise<Response> {
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(await response.text());
  return response;
}

const session = await post(sessions, { deployment_id: "${options.deployment.id}" });
const { id } = await session.json();
const answer = await post(\`\${sessions}/\${id}/messages/stream\`, {
  content: ${literal(options.question)},
});

let rest = "";
const decoder = new TextDecoder();
for await (const bytes of answer.body ?? []) {
  const lines = (rest + decoder.decode(bytes, { stream: true })).split("\\n");
  rest = lines.pop() ?? "";
  for (const line of lines.filter((line) => line.startsWith("data: "))) {
    const event = JSON.parse(line.slice(6));
    if (event.type === "delta") process.stdout.write(event.text);
  }
}`;
}

type Writer = (options: SnippetOptions) => string;

const WRITERS: Record<Api, Record<Language, Record<"whole" | "stream", Writer>>> = {
  openai: {
    curl: {
      whole: (options) => openaiCurl(options, false),
      stream: (options) => openaiCurl(options, true),
    },
    python: {
      whole: (options) => openaiPython(options, false),
      stream: (options) => openaiPython(options, true),
    },
    typescript: {
      whole: (options) => openaiTypescript(options, false),
      stream: (options) => openaiTypescript(options, true),
    },
  },
  native: {
    curl: { whole: nativeCurl, stream: nativeCurlStream },
    python: { whole: nativePython, stream: nativePythonStream },
    typescript: { whole: nativeTypescript, stream: nativeTypescriptStream },
  },
};

/** One program: by which API, in which language, with the answer whole or while it is written. */
export function snippetOf({ api, language, stream }: SnippetChoice, options: SnippetOptions) {
  return WRITERS[api][language][stream ? "stream" : "whole"](options);
}

const INSTALLS: Record<Api, Partial<Record<Language, string>>> = {
  openai: { python: "pip install openai", typescript: "npm install openai" },
  native: { python: "pip install requests" },
};

/** What has to be installed before; null where nothing has. */
export function installOf({ api, language }: Pick<SnippetChoice, "api" | "language">) {
  return INSTALLS[api][language] ?? null;
}
