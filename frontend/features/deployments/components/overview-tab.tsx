"use client";

import Link from "next/link";

import { CopyableId } from "@/components/common/copy-button";
import { FactList } from "@/components/common/facts";
import { RelativeTime } from "@/components/common/relative-time";
import { RunTest } from "@/features/deployments/components/run-test";
import { ModelHealthBadge } from "@/features/models/components/model-health";
import { ProjectLink } from "@/features/projects/components/project-link";
import { DEFAULT_RETRIEVAL, overridesBetween } from "@/features/retrieval/profile";
import { overridesText } from "@/features/retrieval/words";
import type { Deployment } from "@/lib/api/types";
import { useCan, useSession } from "@/lib/api/use-session";
import { effectiveRole } from "@/lib/project-role";

/** One question to try it with, and how its live version answers. */
export function OverviewTab({ deployment }: { deployment: Deployment }) {
  const canRun = useCan("deployments:run");
  const isMember = useIsMember(deployment);
  return (
    <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="min-w-0">{canRun && <RunTest deployment={deployment} />}</div>
      <aside className="min-w-0 rounded-lg border px-4 py-2" aria-label="How it answers">
        <FactList facts={factsOf(deployment, isMember)} />
      </aside>
    </div>
  );
}

/** Whether the reader belongs to the project: guests see only what a deployment answers. */
export function useIsMember({ role }: Pick<Deployment, "role">): boolean {
  const permissions = useSession().user?.permissions ?? [];
  return effectiveRole(role, permissions) !== null;
}

function factsOf(deployment: Deployment, isMember: boolean) {
  const { live, config } = deployment;
  return [
    { label: "Project", value: <ProjectLink of={deployment} /> },
    {
      label: "Version",
      value: (
        <>
          {live.number}, <RelativeTime iso={live.created_at} />
          {live.note && <span className="block text-muted-foreground">{live.note}</span>}
        </>
      ),
    },
    {
      label: "Model",
      value: (
        <span className="flex flex-wrap items-center gap-2">
          <Link className="hover:underline" href={`/models?model=${deployment.model_id}`}>
            {deployment.model_name}
          </Link>
          <ModelHealthBadge id={deployment.model_id} />
        </span>
      ),
    },
    ...(isMember ? insideFacts(deployment) : []),
    { label: "Memory", value: `${deployment.memory_turns} turns` },
    {
      label: "Retrieval",
      value:
        overridesText(overridesBetween(DEFAULT_RETRIEVAL, deployment.retrieval)) || "As by default",
    },
    { label: "Temperature", value: config.temperature },
    { label: "Longest answer", value: `${config.max_tokens} tokens` },
    { label: "Updated", value: <RelativeTime iso={deployment.updated_at} /> },
    { label: "Id", value: <CopyableId id={deployment.id} /> },
  ];
}

/** What guests are not told. */
function insideFacts(deployment: Deployment) {
  return [
    { label: "Knowledge", value: <KnowledgeLinks deployment={deployment} /> },
    { label: "Prompt", value: <PromptFact deployment={deployment} /> },
  ];
}

function KnowledgeLinks({ deployment: { knowledge_bases: bases } }: { deployment: Deployment }) {
  if (bases.length === 0) return <>None</>;
  return (
    <ul className="grid gap-0.5">
      {bases.map((base) => (
        <li key={base.id}>
          <Link className="hover:underline" href={`/knowledge/${base.id}`}>
            {base.name}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function PromptFact({ deployment }: { deployment: Deployment }) {
  const { prompt_template: template, system_prompt: instructions } = deployment;
  if (template) {
    const text = `${template.name}, version ${template.version}`;
    return template.available ? (
      <Link className="hover:underline" href={`/prompts/${template.id}`}>
        {text}
      </Link>
    ) : (
      <>{text}</>
    );
  }
  if (!instructions) return <>Default instructions</>;
  return <span className="line-clamp-6 whitespace-pre-wrap">{instructions}</span>;
}
