"use client";

import { MessageSquare, Pencil, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { ConfirmDialog } from "@/components/common/confirm-dialog";
import { CopyableId } from "@/components/common/copy-button";
import { ErrorState } from "@/components/common/error-state";
import { FactList } from "@/components/common/facts";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { ReadOnlyNote } from "@/components/common/read-only-note";
import { RelativeTime } from "@/components/common/relative-time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useDeleteDeployment, useDeployment } from "@/features/deployments/api";
import { RunTest } from "@/features/deployments/components/run-test";
import { SharedBadge, SharingPanel } from "@/features/deployments/components/sharing";
import { Snippets } from "@/features/deployments/components/snippets";
import { ModelHealthBadge } from "@/features/models/components/model-health";
import { ProjectLink } from "@/features/projects/components/project-link";
import { DEFAULT_RETRIEVAL, overridesBetween } from "@/features/retrieval/profile";
import { overridesText } from "@/features/retrieval/words";
import { useWriteAccess } from "@/features/projects/write-access";
import type { Deployment } from "@/lib/api/types";
import { useCan, useSession } from "@/lib/api/use-session";
import { effectiveRole } from "@/lib/project-role";

export function DeploymentDetail({ id }: { id: string }) {
  const deployment = useDeployment(id);
  return (
    <PageBody>
      <Breadcrumbs
        items={[
          { label: "Deployments", href: "/deployments" },
          { label: deployment.data?.name ?? "…" },
        ]}
      />
      {deployment.error && <ErrorState error={deployment.error} onRetry={deployment.refetch} />}
      {deployment.isPending && <Skeleton className="h-96 w-full" />}
      {deployment.data && <DetailContent deployment={deployment.data} />}
    </PageBody>
  );
}

function DetailContent({ deployment }: { deployment: Deployment }) {
  const canChat = useCan("chat:use");
  const canRun = useCan("deployments:run");
  const access = useWriteAccess(deployment, "deployments:write");
  return (
    <>
      <PageHeader
        title={deployment.name}
        description={deployment.description}
        badge={
          <>
            <Badge>Version {deployment.version}</Badge>
            <SharedBadge sharing={deployment.sharing} />
          </>
        }
        actions={
          <>
            {access.allowed && <DeleteButton deployment={deployment} />}
            {access.allowed && (
              <Button asChild>
                <Link href={`/deployments/${deployment.id}/edit`}>
                  <Pencil /> Edit
                </Link>
              </Button>
            )}
            {canChat && (
              <Button asChild variant="primary">
                <Link href={`/chat?deployment=${deployment.id}`} data-testid="open-chat">
                  <MessageSquare /> Open chat
                </Link>
              </Button>
            )}
          </>
        }
      />
      <ReadOnlyNote reason={access.reason} />
      <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 grid-cols-1 gap-8">
          {canRun && <RunTest deploymentId={deployment.id} />}
          <Snippets deploymentId={deployment.id} />
        </div>
        <div className="grid gap-4">
          <SharingPanel deployment={deployment} />
          <aside className="rounded-lg border px-4 py-2" aria-label="Facts">
            <FactList facts={deploymentFacts(deployment)} />
          </aside>
        </div>
      </div>
    </>
  );
}

/** Names of what it answers from; links only for those who may open it. */
function KnowledgeLinks({ deployment }: { deployment: Deployment }) {
  const { knowledge_bases: bases, role } = deployment;
  const permissions = useSession().user?.permissions ?? [];
  const canOpen = effectiveRole(role, permissions) !== null;
  if (bases.length === 0) return <>None</>;
  return (
    <ul className="grid gap-0.5">
      {bases.map((base) => (
        <li key={base.id}>
          {canOpen ? (
            <Link className="hover:underline" href={`/knowledge/${base.id}`}>
              {base.name}
            </Link>
          ) : (
            base.name
          )}
        </li>
      ))}
    </ul>
  );
}

function deploymentFacts(deployment: Deployment) {
  return [
    { label: "Project", value: <ProjectLink of={deployment} /> },
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
    { label: "Knowledge", value: <KnowledgeLinks deployment={deployment} /> },
    {
      label: "Instructions",
      value: <span className="whitespace-pre-wrap">{deployment.system_prompt || "Default"}</span>,
    },
    { label: "Memory", value: `${deployment.memory_turns} turns` },
    {
      label: "Retrieval",
      value:
        overridesText(overridesBetween(DEFAULT_RETRIEVAL, deployment.retrieval)) || "As by default",
    },
    { label: "Temperature", value: deployment.config.temperature },
    { label: "Longest answer", value: `${deployment.config.max_tokens} tokens` },
    { label: "Updated", value: <RelativeTime iso={deployment.updated_at} /> },
    { label: "Id", value: <CopyableId id={deployment.id} /> },
  ];
}

function DeleteButton({ deployment }: { deployment: Deployment }) {
  const router = useRouter();
  const [confirming, setConfirming] = useState(false);
  const remove = useDeleteDeployment();
  return (
    <>
      <Button
        size="icon"
        aria-label="Delete deployment"
        title="Delete deployment"
        onClick={() => setConfirming(true)}
      >
        <Trash2 />
      </Button>
      <ConfirmDialog
        open={confirming}
        onOpenChange={setConfirming}
        title="Delete this deployment?"
        description="Its conversations can no longer be continued, and programs that use it stop working."
        action="Delete deployment"
        typedName={deployment.name}
        onConfirm={async () => {
          await remove.mutateAsync(deployment.id);
          router.push("/deployments");
        }}
      />
    </>
  );
}
