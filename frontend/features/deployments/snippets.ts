export type Snippet = { id: "curl" | "python" | "typescript"; label: string; code: string };

type SnippetOptions = { origin: string; deploymentId: string };

const QUESTION = "How many days of leave do I have?";

function curl({ origin, deploymentId }: SnippetOptions): string {
  return `curl -s ${origin}/api/v1/deployments/${deploymentId}/run \\
  -H "Authorization: Bearer $LLMB_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"question": "${QUESTION}"}'`;
}

function python({ origin, deploymentId }: SnippetOptions): string {
  return `import os

import httpx

response = httpx.post(
    "${origin}/api/v1/deployments/${deploymentId}/run",
    headers={"Authorization": f"Bearer {os.environ['LLMB_API_KEY']}"},
    json={"question": "${QUESTION}"},
    timeout=120,
)
response.raise_for_status()
result = response.json()
print(result["answer"])
for source in result["citations"]:
    print(f"[{source['number']}] {source['document_name']}, page {source['page']}")`;
}

function typescript({ origin, deploymentId }: SnippetOptions): string {
  return `const response = await fetch(
  "${origin}/api/v1/deployments/${deploymentId}/run",
  {
    method: "POST",
    headers: {
      Authorization: \`Bearer \${process.env.LLMB_API_KEY}\`,
      "Content-Type": "application/json",
    },
    body: JSON.stringify({ question: "${QUESTION}" }),
  },
);
if (!response.ok) throw new Error(await response.text());
const { answer, citations } = await response.json();
console.log(answer, citations);`;
}

/** Programs that ask this deployment, ready to paste. */
export function deploymentSnippets(options: SnippetOptions): Snippet[] {
  return [
    { id: "curl", label: "curl", code: curl(options) },
    { id: "python", label: "Python", code: python(options) },
    { id: "typescript", label: "TypeScript", code: typescript(options) },
  ];
}
