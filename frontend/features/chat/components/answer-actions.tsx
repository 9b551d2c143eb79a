"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Columns2, RotateCw } from "lucide-react";

import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { BranchSwitcher } from "@/features/chat/components/branch-switcher";
import { useThread } from "@/features/chat/components/thread-context";
import { answerAgain } from "@/features/chat/live-answers";
import { siblingsOf } from "@/features/chat/message-tree";
import type { Message } from "@/lib/api/types";

type AnswerActionsProps = { question: Message; answer: Message };

/** What can be done with an answer: see the others, get another one, put two side by side. */
export function AnswerActions({ question, answer }: AnswerActionsProps) {
  return (
    <span className="flex items-center">
      <BranchSwitcher message={answer} noun="Answer" />
      <BesideButton answer={answer} />
      <AnswerAgain question={question} />
      <OtherModel answer={answer} />
    </span>
  );
}

/** Which model answered, where it is not the one that usually does. */
function OtherModel({ answer }: { answer: Message }) {
  const { models, usualModelId } = useThread();
  if (!answer.model_id || answer.model_id === usualModelId) return null;
  const name = models.find(({ id }) => id === answer.model_id)?.name;
  return name ? <span className="ml-1.5">{name}</span> : null;
}

/** Puts the answer beside the one before it, or after it where it is the first. */
function BesideButton({ answer }: { answer: Message }) {
  const { tree, setBeside } = useThread();
  const siblings = siblingsOf(tree, answer);
  if (siblings.length < 2) return null;
  const at = Math.max(
    1,
    siblings.findIndex(({ id }) => id === answer.id),
  );
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label="Show side by side"
      title="Show side by side"
      data-testid="show-side-by-side"
      onClick={() => setBeside([siblings[at - 1]!.id, siblings[at]!.id])}
    >
      <Columns2 />
    </Button>
  );
}

function AnswerAgain({ question }: { question: Message }) {
  const { sessionId, models, isWriting } = useThread();
  const queryClient = useQueryClient();
  const again = (modelId?: string) => answerAgain(queryClient, sessionId, question, modelId);
  const button = {
    variant: "ghost",
    size: "icon-sm",
    "aria-label": "Another answer",
    title: "Another answer",
    "data-testid": "answer-again",
    disabled: isWriting,
  } as const;
  if (models.length < 2) {
    return (
      <Button {...button} onClick={() => again()}>
        <RotateCw />
      </Button>
    );
  }
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button {...button}>
          <RotateCw />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="max-w-72">
        <DropdownMenuItem onSelect={() => again()}>
          <RotateCw /> Another answer
        </DropdownMenuItem>
        <DropdownMenuLabel>By another model</DropdownMenuLabel>
        {models.map(({ id, name }) => (
          <DropdownMenuItem key={id} onSelect={() => again(id)}>
            <span className="truncate">{name}</span>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
