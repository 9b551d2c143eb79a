"use client";

import { createContext, useContext } from "react";

import type { TraceToggle } from "@/features/chat/components/answer-footer";
import type { MessageTree } from "@/features/chat/message-tree";
import type { AnsweringModel } from "@/features/chat/models-api";
import type { Citation } from "@/lib/api/types";

/** A citation together with the answer it stands in. */
export type OpenSource = {
  answerId: string;
  /** The conversation, once the answer is kept in it with its trace. */
  sessionId?: string;
  citation: Citation;
};

export type Panels = TraceToggle & {
  openSource: OpenSource | null;
  onOpenSource: (source: OpenSource) => void;
};

/** What every part of a conversation knows of the whole. */
export type Thread = {
  sessionId: string;
  tree: MessageTree;
  /** The messages on the branch that is shown. */
  branch: ReadonlySet<string>;
  /** Whether an answer is being written: nothing else can be asked meanwhile. */
  isWriting: boolean;
  panels: Panels;
  /** The models that the reader may have answer; none where that is not theirs to choose. */
  models: readonly AnsweringModel[];
  /** The model that answers unless another one is chosen. */
  usualModelId: string | null;
  chooseBranch: (messageId: string) => void;
  /** The two answers that stand side by side. */
  beside: readonly string[];
  setBeside: (answerIds: readonly string[]) => void;
};

const ThreadContext = createContext<Thread | null>(null);

export const ThreadProvider = ThreadContext.Provider;

export function useThread(): Thread {
  const thread = useContext(ThreadContext);
  if (!thread) throw new Error("This stands in a conversation only.");
  return thread;
}
