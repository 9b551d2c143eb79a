"use client";

import { useQueryClient } from "@tanstack/react-query";
import { ArrowDown } from "lucide-react";
import { parseAsArrayOf, parseAsString, useQueryState } from "nuqs";
import { useEffect, useMemo, useState } from "react";

import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useMessages } from "@/features/chat/api";
import { attachFiles } from "@/features/chat/attachment-uploads";
import { useChooseBranch } from "@/features/chat/branches-api";
import { DropFiles } from "@/features/chat/components/drop-files";
import { ExchangeView, PendingExchange } from "@/features/chat/components/exchange-view";
import { ThreadComposer } from "@/features/chat/components/thread-composer";
import {
  ThreadProvider,
  type Panels,
  type Thread,
} from "@/features/chat/components/thread-context";
import { useFollowScroll } from "@/features/chat/hooks/use-follow-scroll";
import { followAnswer, usePendingQuestion } from "@/features/chat/live-answers";
import { branchTo, exchangesBefore, exchangesOf, treeOf } from "@/features/chat/message-tree";
import { useAnsweringModels, type AnsweringModel } from "@/features/chat/models-api";
import { useNewsFromOtherTabs } from "@/features/chat/other-tabs";
import { useDeployment } from "@/features/deployments/api";
import type { ChatSession, Message } from "@/lib/api/types";

const NO_MESSAGES: Message[] = [];
const NO_MODELS: AnsweringModel[] = [];

type ThreadViewProps = { session: ChatSession; panels: Panels };

/** What was said on the chosen branch, the answer in the making, and the composer. */
export function ThreadView({ session, panels }: ThreadViewProps) {
  const sessionId = session.id;
  const queryClient = useQueryClient();
  const loaded = useMessages(sessionId);
  const messages = loaded.data ?? NO_MESSAGES;
  const pending = usePendingQuestion(sessionId);
  const thread = useThreadOf(session, messages, panels, pending !== null && !pending.error);
  const [editedId, setEditedId] = useState<string | null>(null);
  const { container, content, following, scrollToEnd } = useFollowScroll();
  const inPlaceOf = pending?.inPlaceOf ?? null;
  const exchanges = useMemo(() => {
    const all = exchangesOf(branchTo(thread.tree, session.active_leaf_id));
    return inPlaceOf ? exchangesBefore(all, inPlaceOf) : all;
  }, [thread.tree, session.active_leaf_id, inPlaceOf]);
  useNewsFromOtherTabs();
  useFollowing(sessionId, messages);

  const attach = (files: File[]) => attachFiles(queryClient, sessionId, files);
  const lastQuestion = exchanges.at(-1)?.question;

  return (
    <ThreadProvider value={thread}>
      <DropFiles onFiles={attach}>
        <div ref={container} className="min-h-0 flex-1 overflow-y-auto" data-testid="thread">
          <div ref={content} className="px-4 pt-4 pb-6 sm:px-6">
            {loaded.error && (
              <ErrorState
                error={loaded.error}
                onRetry={loaded.refetch}
                className="mx-auto max-w-[720px]"
              />
            )}
            {loaded.isPending && !pending && <ThreadSkeleton />}
            {exchanges.map((exchange) => (
              <ExchangeView
                key={exchange.question.parent_id ?? "first"}
                exchange={exchange}
                isEdited={editedId === exchange.question.id}
                onEdit={(isEdited) => setEditedId(isEdited ? exchange.question.id : null)}
              />
            ))}
            {pending && <PendingExchange pending={pending} />}
          </div>
        </div>
        <div className="px-4 pb-4 sm:px-6">
          <div className="relative mx-auto max-w-[720px]">
            {!following && (
              <Button
                size="icon"
                aria-label="Jump to the latest"
                className="absolute -top-11 left-1/2 -translate-x-1/2 rounded-full shadow-float"
                onClick={scrollToEnd}
              >
                <ArrowDown />
              </Button>
            )}
            <ThreadComposer
              key={sessionId}
              session={session}
              onAsked={scrollToEnd}
              onFiles={attach}
              onEditLast={lastQuestion && (() => setEditedId(lastQuestion.id))}
            />
          </div>
        </div>
      </DropFiles>
    </ThreadProvider>
  );
}

function useThreadOf(
  session: ChatSession,
  messages: readonly Message[],
  panels: Panels,
  isSending: boolean,
): Thread {
  const deployment = useDeployment(session.deployment_id);
  const models = useAnsweringModels();
  const chooseBranch = useChooseBranch(session.id);
  // In the address, so that two columns are still two after a reload.
  const [beside, setBeside] = useQueryState("beside", parseAsArrayOf(parseAsString, "."));
  const tree = useMemo(() => treeOf(messages), [messages]);
  const leafId = session.active_leaf_id;
  return {
    sessionId: session.id,
    tree,
    branch: useMemo(() => new Set(branchTo(tree, leafId).map(({ id }) => id)), [tree, leafId]),
    isWriting: isSending || messages.some(({ status }) => status === "streaming"),
    panels,
    models: models.data ?? NO_MODELS,
    usualModelId: deployment.data?.model_id ?? null,
    chooseBranch: (id) => chooseBranch.mutate(id),
    beside: beside ?? [],
    setBeside: (ids) => void setBeside(ids.length > 0 ? [...ids] : null),
  };
}

/** Takes up every answer that is being written, such as after a reload or in another tab. */
function useFollowing(sessionId: string, messages: readonly Message[]): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    for (const { id, status } of messages) {
      if (status === "streaming") followAnswer(queryClient, sessionId, id);
    }
  }, [queryClient, sessionId, messages]);
}

export function ThreadSkeleton() {
  return (
    <div aria-busy className="mx-auto grid max-w-[720px] gap-3 py-5">
      <Skeleton className="mb-3 ml-auto h-10 w-56" />
      <Skeleton className="h-4 w-full" />
      <Skeleton className="h-4 w-11/12" />
      <Skeleton className="h-4 w-3/5" />
    </div>
  );
}
