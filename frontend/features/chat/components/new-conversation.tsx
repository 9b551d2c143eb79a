"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Rocket } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { parseAsString, useQueryState } from "nuqs";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import {
  Select,
  SelectContent,
  SelectItem,
  SelectTrigger,
  SelectValue,
} from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { useCreateChatSession } from "@/features/chat/api";
import { Composer } from "@/features/chat/components/composer";
import { askQuestion } from "@/features/chat/live-answers";
import { useDeployments } from "@/features/deployments/api";
import type { Deployment } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";

/** Where a conversation begins: choose what answers, then ask. */
export function NewConversation() {
  const deployments = useDeployments();
  return (
    <div className="flex min-w-0 flex-1 overflow-y-auto">
      <Breadcrumbs items={[{ label: "Chat" }]} />
      <div className="m-auto w-full max-w-[720px] px-4 py-10 sm:px-6">
        {deployments.error && (
          <ErrorState error={deployments.error} onRetry={deployments.refetch} />
        )}
        {deployments.isPending && <Skeleton className="h-40 w-full" />}
        {deployments.data?.total === 0 && <NothingToAsk />}
        {deployments.data && deployments.data.total > 0 && (
          <StartForm deployments={deployments.data.items} />
        )}
      </div>
    </div>
  );
}

function NothingToAsk() {
  const canDeploy = useCan("deployments:write");
  return (
    <EmptyState
      icon={Rocket}
      title="Nothing to ask yet"
      action={
        canDeploy && (
          <Button asChild variant="primary">
            <Link href="/deployments/new">Create deployment</Link>
          </Button>
        )
      }
    >
      A conversation is held with a deployment: a model together with the knowledge bases it answers
      from.
    </EmptyState>
  );
}

function StartForm({ deployments }: { deployments: Deployment[] }) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const create = useCreateChatSession();
  const [wanted, setWanted] = useQueryState("deployment", parseAsString);
  const chosen = deployments.find(({ id }) => id === wanted) ?? deployments[0];

  async function start(content: string): Promise<boolean> {
    if (!chosen) return false;
    try {
      const session = await create.mutateAsync(chosen.id);
      askQuestion(queryClient, session.id, content);
      router.push(`/chat/${session.id}`);
      return true;
    } catch {
      return false;
    }
  }

  return (
    <>
      <h1 className="mb-1 text-center text-2xl font-semibold tracking-tight text-balance">
        What would you like to know?
      </h1>
      <p className="mb-6 text-center text-balance text-muted-foreground">
        {chosen?.description || answersFrom(chosen)}
      </p>
      <Composer onSend={start} disabled={create.isPending}>
        <Select value={chosen?.id ?? ""} onValueChange={(id) => void setWanted(id)}>
          <SelectTrigger
            aria-label="Deployment"
            data-testid="choose-deployment"
            className="h-7 w-auto max-w-full border-transparent bg-muted text-[13px]"
          >
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {deployments.map((deployment) => (
              <SelectItem key={deployment.id} value={deployment.id}>
                {deployment.name}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      </Composer>
      {create.error && <ErrorState error={create.error} className="mt-4" />}
    </>
  );
}

function answersFrom(deployment: Deployment | undefined): string {
  const names = deployment?.knowledge_bases.map(({ name }) => name) ?? [];
  if (names.length === 0) return "This deployment answers without documents.";
  return `Answers from ${names.join(", ")}, with sources.`;
}
