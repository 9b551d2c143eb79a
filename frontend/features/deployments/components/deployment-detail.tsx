"use client";

import { GitCompareArrows, MessageSquare, Pencil, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { ConfirmDialog } from "@/components/common/confirm-dialog";
import { ErrorState } from "@/components/common/error-state";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { ReadOnlyNote } from "@/components/common/read-only-note";
import { RowMenu } from "@/components/common/row-menu";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { useDeleteDeployment, useDeployment } from "@/features/deployments/api";
import { AccessTab } from "@/features/deployments/components/access-tab";
import { CallsTab } from "@/features/deployments/components/calls-tab";
import { OverviewTab, useIsMember } from "@/features/deployments/components/overview-tab";
import { SharedBadge } from "@/features/deployments/components/sharing";
import { TrafficTab } from "@/features/deployments/components/traffic-tab";
import { UseTab } from "@/features/deployments/components/use-tab";
import { TrialBadge } from "@/features/deployments/components/version-badge";
import { VersionsTab } from "@/features/deployments/components/versions-tab";
import { useWriteAccess } from "@/features/projects/write-access";
import type { Deployment } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";

const TABS = ["overview", "versions", "traffic", "access", "use", "calls"] as const;

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
  const access = useWriteAccess(deployment, "deployments:write");
  const { candidate, version, sharing } = deployment;
  return (
    <>
      <PageHeader
        title={deployment.name}
        description={deployment.description}
        badge={
          <>
            <Badge>Version {version}</Badge>
            {candidate && <TrialBadge version={candidate.number} percent={candidate.percent} />}
            <SharedBadge sharing={sharing} />
          </>
        }
        actions={<Actions deployment={deployment} canWrite={access.allowed} />}
      />
      <ReadOnlyNote reason={access.reason} />
      <DetailTabs deployment={deployment} canWrite={access.allowed} />
    </>
  );
}

type OfDeployment = { deployment: Deployment; canWrite: boolean };

/** Versions and traffic are for members of the project; guests only ask. */
function DetailTabs({ deployment, canWrite }: OfDeployment) {
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("overview"));
  const isMember = useIsMember(deployment);
  const isHidden = !isMember && (tab === "versions" || tab === "traffic");
  return (
    <Tabs
      value={isHidden ? "overview" : tab}
      onValueChange={(value) => void setTab(value as typeof tab)}
    >
      <TabsList>
        <TabsTrigger value="overview">Overview</TabsTrigger>
        {isMember && <TabsTrigger value="versions">Versions</TabsTrigger>}
        {isMember && <TabsTrigger value="traffic">Traffic</TabsTrigger>}
        <TabsTrigger value="access">Access</TabsTrigger>
        <TabsTrigger value="use">Use it</TabsTrigger>
        <TabsTrigger value="calls">Calls</TabsTrigger>
      </TabsList>
      <TabsContent value="overview">
        <OverviewTab deployment={deployment} />
      </TabsContent>
      {isMember && (
        <>
          <TabsContent value="versions">
            <VersionsTab deployment={deployment} canWrite={canWrite} />
          </TabsContent>
          <TabsContent value="traffic">
            <TrafficTab deployment={deployment} canWrite={canWrite} />
          </TabsContent>
        </>
      )}
      <TabsContent value="access">
        <AccessTab deployment={deployment} />
      </TabsContent>
      <TabsContent value="use">
        <UseTab deployment={deployment} />
      </TabsContent>
      <TabsContent value="calls">
        <CallsTab deployment={deployment} />
      </TabsContent>
    </Tabs>
  );
}

function Actions({ deployment, canWrite }: OfDeployment) {
  const canChat = useCan("chat:use");
  return (
    <>
      {canWrite && <MoreActions deployment={deployment} />}
      {canWrite && (
        <Button asChild>
          <Link href={`/deployments/${deployment.id}/edit`} data-testid="edit-deployment">
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
  );
}

function MoreActions({ deployment }: { deployment: Deployment }) {
  const router = useRouter();
  const [confirming, setConfirming] = useState(false);
  const remove = useDeleteDeployment();
  return (
    <>
      <RowMenu label="More actions" prominent>
        <DropdownMenuItem asChild>
          <Link href={`/deployments/${deployment.id}/compare`}>
            <GitCompareArrows /> Compare versions
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem tone="danger" onSelect={() => setConfirming(true)}>
          <Trash2 /> Delete deployment
        </DropdownMenuItem>
      </RowMenu>
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
