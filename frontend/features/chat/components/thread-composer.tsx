"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { ErrorState } from "@/components/common/error-state";
import { useAttachmentUploads } from "@/features/chat/attachment-uploads";
import { isBeingRead, useAttachments } from "@/features/chat/attachments-api";
import { useChangeModel, useCompare, type Pair } from "@/features/chat/branches-api";
import { AttachmentList } from "@/features/chat/components/attachment-list";
import { Composer } from "@/features/chat/components/composer";
import { ModelMenu } from "@/features/chat/components/model-menu";
import { PairChip, PairPicker } from "@/features/chat/components/pair-picker";
import { useThread } from "@/features/chat/components/thread-context";
import { askQuestion, stopAnswers } from "@/features/chat/live-answers";
import { useDeployment } from "@/features/deployments/api";
import type { ChatSession } from "@/lib/api/types";
import { plural } from "@/lib/format";

type ThreadComposerProps = {
  session: ChatSession;
  onAsked: () => void;
  onFiles: (files: File[]) => void;
  onEditLast?: () => void;
};

/** Where the next question of a conversation is written, with its files and what answers it. */
export function ThreadComposer({ session, onAsked, ...composer }: ThreadComposerProps) {
  const { sessionId, isWriting, models, setBeside } = useThread();
  const queryClient = useQueryClient();
  const deployment = useDeployment(session.deployment_id).data;
  const changeModel = useChangeModel(sessionId);
  const compare = useCompare(sessionId);
  const [pair, setPair] = useState<Pair | null>(null);
  const waitsFor = useUnreadFiles(sessionId);

  async function askBoth(content: string, both: Pair): Promise<boolean> {
    try {
      const { answer_ids } = await compare.mutateAsync({ content, pair: both });
      setBeside(answer_ids);
      onAsked();
      return true;
    } catch {
      return false;
    }
  }

  function ask(content: string) {
    compare.reset();
    if (pair) return askBoth(content, pair);
    setBeside([]);
    askQuestion(queryClient, sessionId, content);
    onAsked();
  }

  return (
    <>
      {compare.error && <ErrorState error={compare.error} className="mb-3" />}
      <Composer
        {...composer}
        draftOf={sessionId}
        onSend={ask}
        onStop={isWriting ? () => void stopAnswers(queryClient, sessionId) : undefined}
        disabled={compare.isPending}
        waitsFor={waitsFor}
        placeholder="Ask a follow-up"
        above={
          <>
            <AttachmentList sessionId={sessionId} />
            {pair && <PairChip pair={pair} onRemove={() => setPair(null)} />}
          </>
        }
      >
        {deployment && <PairPicker deployment={deployment} models={models} onPick={setPair} />}
        {deployment && (
          <ModelMenu
            deployment={deployment}
            models={models}
            modelId={session.model_id}
            onChange={(modelId) => changeModel.mutate(modelId)}
          />
        )}
      </Composer>
    </>
  );
}

/** The files that an answer would not know yet, in words; null when there are none. */
function useUnreadFiles(sessionId: string): string | null {
  const attachments = useAttachments(sessionId).data ?? [];
  const uploads = useAttachmentUploads(sessionId);
  const names = [
    ...attachments.filter(isBeingRead).map(({ name }) => name),
    ...uploads.filter(({ error }) => !error).map(({ name }) => name),
  ];
  if (names.length === 0) return null;
  return names.length === 1 ? names[0]! : plural(names.length, "file");
}
