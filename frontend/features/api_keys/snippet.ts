import type { ApiKey } from "@/lib/api/types";

type SnippetKey = Pick<ApiKey, "scopes" | "deployment">;

function ask(origin: string, deploymentId: string, key: string): string {
  return `curl -s ${origin}/api/v1/deployments/${deploymentId}/run \\
  -H "Authorization: Bearer ${key}" \\
  -H "Content-Type: application/json" \\
  -d '{"question": "How many days of leave do I have?"}'`;
}

function list(origin: string, path: string, key: string): string {
  return `curl -s ${origin}/api/v1/${path} \\
  -H "Authorization: Bearer ${key}"`;
}

/** A first call that works with just this key: the first thing that its scopes allow. */
export function firstCall(origin: string, apiKey: SnippetKey, key: string): string {
  const { scopes, deployment } = apiKey;
  const answers = scopes.some((scope) => scope === "chat" || scope === "manage");
  if (deployment && answers) return ask(origin, deployment.id, key);
  if (answers) return list(origin, "deployments", key);
  return list(origin, "knowledge-bases", key);
}
