"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import type { KeyboardEvent } from "react";

import { useThread } from "@/features/chat/components/thread-context";
import { siblingsOf } from "@/features/chat/message-tree";
import type { Message } from "@/lib/api/types";

type BranchSwitcherProps = { message: Message; noun: "Question" | "Answer" };

/** ‹ 2/3 ›: leads to the other wordings of a question, or to the other answers to it. */
export function BranchSwitcher({ message, noun }: BranchSwitcherProps) {
  const { tree, chooseBranch } = useThread();
  const siblings = siblingsOf(tree, message);
  const at = siblings.findIndex(({ id }) => id === message.id);
  if (siblings.length < 2) return null;

  function step(by: number) {
    const next = siblings[at + by];
    if (next) chooseBranch(next.id);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "ArrowLeft") step(-1);
    if (event.key === "ArrowRight") step(1);
  }

  return (
    <div
      role="group"
      aria-label={`${noun} ${at + 1} of ${siblings.length}`}
      data-testid="branch-switcher"
      className="flex items-center text-xs text-muted-foreground tabular-nums"
      onKeyDown={onKeyDown}
    >
      <Step label={`Previous ${noun.toLowerCase()}`} isEnd={at === 0} onStep={() => step(-1)}>
        <ChevronLeft />
      </Step>
      <span aria-live="polite">
        {at + 1}/{siblings.length}
      </span>
      <Step
        label={`Next ${noun.toLowerCase()}`}
        isEnd={at === siblings.length - 1}
        onStep={() => step(1)}
      >
        <ChevronRight />
      </Step>
    </div>
  );
}

type StepProps = {
  label: string;
  isEnd: boolean;
  onStep: () => void;
  children: React.ReactNode;
};

// Not disabled at the end: the focus would be lost on the way there.
function Step({ label, isEnd, onStep, children }: StepProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-disabled={isEnd}
      onClick={onStep}
      className="grid size-6 place-items-center rounded-sm transition-colors duration-120 hover:bg-muted hover:text-foreground aria-disabled:opacity-40 [&_svg]:size-3.5"
    >
      {children}
    </button>
  );
}
