"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Rocket } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { ChoiceSelect } from "@/components/common/choice-select";
import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useCreateChatSession } from "@/features/chat/api";
import { attachFiles } from "@/features/chat/attachment-uploads";
import { Composer } from "@/features/chat/components/composer";
import { DropFiles } from "@/features/chat/components/drop-files";
import { NEW_CONVERSATION, saveDraft, useDraft } from "@/features/chat/drafts";
import { askQuestion } from "@/features/chat/live-answers";
import { useAnsweringModels } from "@/features/chat/models-api";
import { useDeployments } from "@/features/deployments/api";
import type { Deployment } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";

const SELECT_STYLE =
  "h-8 w-auto min-w-0 border-transparent bg-transparent text-[13px] hover:bg-muted";

/** Where a conversation begins: choose what answers, then ask. */
export function NewConversation() {
  const deployments = useDeployments();
  if (deployments.data && deployments.data.total > 0) {
    return (
      <>
        <Breadcrumbs items={[{ label: "Chat" }]} />
        <StartForm deployments={deployments.data.items} />
      </>
    );
  }
  return (
    <div className="flex min-w-0 flex-1 overflow-y-auto">
      <Breadcrumbs items={[{ label: "Chat" }]} />
      <div className="m-auto w-full max-w-[720px] px-4 py-10 sm:px-6">
        {deployments.error && (
          <ErrorState error={deployments.error} onRetry={deployments.refetch} />
        )}
        {deployments.isPending && <Skeleton className="h-40 w-full" />}
        {deployments.data && <NothingToAsk />}
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
  const models = useAnsweringModels().data ?? [];
  const [draft] = useDraft(NEW_CONVERSATION);
  const [wanted, setWanted] = useQueryState("deployment", parseAsString);
  const [modelId, setModelId] = useState<string | null>(null);
  const chosen = deployments.find(({ id }) => id === wanted) ?? deployments[0];

  /** Begins the conversation, lets `then` go on with it, and leads there. */
  async function begin(then: (sessionId: string) => void): Promise<boolean> {
    if (!chosen || create.isPending) return false;
    try {
      const { id } = await create.mutateAsync({ deploymentId: chosen.id, modelId });
      then(id);
      router.push(`/chat/${id}`);
      return true;
    } catch {
      return false;
    }
  }

  // Files belong to a conversation: what was typed so far goes with them into the new one.
  const attach = (files: File[]) =>
    void begin((id) => {
      saveDraft(id, draft);
      saveDraft(NEW_CONVERSATION, "");
      attachFiles(queryClient, id, files);
    });

  return (
    <DropFiles onFiles={attach}>
      <div className="m-auto w-full max-w-[720px] px-4 py-10 sm:px-6">
        <h1 className="mb-1 text-center text-2xl font-semibold tracking-tight text-balance">
          What would you like to know?
        </h1>
        <p className="mb-6 text-center text-balance text-muted-foreground">
          {chosen?.description || answersFrom(chosen)}
        </p>
        <Composer
          draftOf={NEW_CONVERSATION}
          onSend={(content) => begin((id) => askQuestion(queryClient, id, content))}
          onFiles={attach}
          disabled={create.isPending}
        >
          <ChoiceSelect
            label="Deployment"
            testId="choose-deployment"
            value={chosen?.id ?? ""}
            onChange={(id) => {
              setModelId(null);
              void setWanted(id);
            }}
            choices={deployments.map(({ id, name }) => ({ value: id, label: name }))}
            className={SELECT_STYLE}
          />
          {chosen && models.length > 1 && (
            <ChoiceSelect
              label="Model"
              testId="choose-model"
              value={modelId ?? chosen.model_id}
              onChange={(id) => setModelId(id === chosen.model_id ? null : id)}
              choices={models.map(({ id, name }) => ({ value: id, label: name }))}
              className={SELECT_STYLE}
            />
          )}
        </Composer>
        {create.error && <ErrorState error={create.error} className="mt-4" />}
      </div>
    </DropFiles>
  );
}

function answersFrom(deployment: Deployment | undefined): string {
  const names = deployment?.knowledge_bases.map(({ name }) => name) ?? [];
  if (names.length === 0) return "This deployment answers without documents.";
  return `Answers from ${names.join(", ")}, with sources.`;
}
