"use client";

import { MessageSquare } from "lucide-react";
import Link from "next/link";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { ErrorState } from "@/components/common/error-state";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useChatSessions } from "@/features/chat/api";
import { useDeployments } from "@/features/deployments/api";
import { ReadinessPanel } from "@/features/home/components/readiness-panel";
import { RecentList } from "@/features/home/components/recent-list";
import { StepList } from "@/features/home/components/step-list";
import { firstSteps } from "@/features/home/steps";
import { useKnowledgeBases } from "@/features/knowledge_bases/api";
import { useCan, useSession } from "@/lib/api/use-session";
import { plural } from "@/lib/format";

const RECENT = 5;

function greeting(fullName: string | undefined): string {
  const firstName = fullName?.trim().split(/\s+/)[0];
  return firstName ? `Welcome, ${firstName}` : "Welcome";
}

/** What to do next, what was used last, and whether the system is well. */
export function Home() {
  const { user } = useSession();
  const canChat = useCan("chat:use");
  const bases = useKnowledgeBases();
  const deployments = useDeployments();
  const sessions = useChatSessions("");
  const queries = [bases, deployments, sessions];
  const failed = queries.find(({ error }) => error);
  const isPending = queries.some((query) => query.isPending);
  const steps = firstSteps({
    knowledgeBases: bases.data?.items ?? [],
    deployments: deployments.data?.items ?? [],
    sessions: sessions.data?.items ?? [],
  });
  const allDone = steps.every(({ done }) => done);

  return (
    <PageBody>
      <Breadcrumbs items={[{ label: "Home" }]} />
      <PageHeader
        title={greeting(user?.full_name)}
        description={
          allDone ? "Pick up where you left off." : "Four steps to an answer with sources."
        }
        actions={
          allDone &&
          canChat && (
            <Button asChild variant="primary">
              <Link href="/chat">
                <MessageSquare /> Ask a question
              </Link>
            </Button>
          )
        }
      />
      {failed && (
        <ErrorState
          className="mb-6"
          error={failed.error}
          onRetry={() => queries.forEach((query) => void query.refetch())}
        />
      )}
      <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 grid-cols-1 gap-8">
          {isPending && !failed && <Skeleton className="h-64 w-full" />}
          {!isPending && !allDone && <StepList steps={steps} />}
          <RecentList
            title="Conversations"
            href="/chat"
            items={sessions.data?.items.slice(0, RECENT).map((session) => ({
              id: session.id,
              href: `/chat/${session.id}`,
              name: session.title,
              note: session.deployment_name,
              time: session.updated_at,
            }))}
          />
          <RecentList
            title="Knowledge bases"
            href="/knowledge"
            items={bases.data?.items.slice(0, RECENT).map((base) => ({
              id: base.id,
              href: `/knowledge/${base.id}`,
              name: base.name,
              note: plural(base.document_count, "document"),
              time: base.updated_at,
            }))}
          />
          <RecentList
            title="Deployments"
            href="/deployments"
            items={deployments.data?.items.slice(0, RECENT).map((deployment) => ({
              id: deployment.id,
              href: `/deployments/${deployment.id}`,
              name: deployment.name,
              note: deployment.model_name,
              time: deployment.updated_at,
            }))}
          />
        </div>
        <ReadinessPanel />
      </div>
    </PageBody>
  );
}
