"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { useState, type KeyboardEvent } from "react";

import { CopyButton } from "@/components/common/copy-button";
import { Button } from "@/components/ui/button";
import { BranchSwitcher } from "@/features/chat/components/branch-switcher";
import { GrowingTextarea } from "@/features/chat/components/growing-textarea";
import { useThread } from "@/features/chat/components/thread-context";
import { askQuestion } from "@/features/chat/live-answers";
import type { Message } from "@/lib/api/types";

type QuestionViewProps = {
  question: Message;
  isEdited: boolean;
  onEdit: (isEdited: boolean) => void;
};

/** A question, its other wordings, and the field that puts it in other words. */
export function QuestionView({ question, isEdited, onEdit }: QuestionViewProps) {
  const { isWriting } = useThread();
  if (isEdited) return <QuestionEditor question={question} onClose={() => onEdit(false)} />;
  return (
    <div className="group/question mb-4">
      <div className="flex items-start justify-end gap-1">
        <span className="mt-1.5 flex opacity-0 transition-opacity duration-120 group-focus-within/question:opacity-100 group-hover/question:opacity-100 pointer-coarse:opacity-100">
          <CopyButton text={question.content} label="Copy question" />
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label="Edit question"
            title="Edit question"
            data-testid="edit-question"
            disabled={isWriting}
            onClick={() => onEdit(true)}
          >
            <Pencil />
          </Button>
        </span>
        <QuestionBubble text={question.content} />
      </div>
      <div className="flex justify-end pt-1 empty:hidden">
        <BranchSwitcher message={question} noun="Question" />
      </div>
    </div>
  );
}

export function QuestionBubble({ text }: { text: string }) {
  return (
    <p
      data-testid="question"
      className="max-w-[85%] rounded-lg bg-muted px-3.5 py-2 text-[15px] leading-relaxed [overflow-wrap:anywhere] whitespace-pre-wrap"
    >
      {text}
    </p>
  );
}

function QuestionEditor({ question, onClose }: { question: Message; onClose: () => void }) {
  const { sessionId, isWriting } = useThread();
  const queryClient = useQueryClient();
  const [text, setText] = useState(question.content);
  const isSame = text.trim() === question.content.trim();

  function ask() {
    if (!text.trim() || isSame || isWriting) return;
    askQuestion(queryClient, sessionId, text.trim(), question.id);
    onClose();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Escape") onClose();
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    ask();
  }

  return (
    <form
      className="mb-4 rounded-lg border border-border-strong bg-elevated focus-within:border-primary"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <GrowingTextarea
        autoFocus
        aria-label="Question in other words"
        data-testid="question-editor"
        value={text}
        onFocus={({ target }) => target.setSelectionRange(text.length, text.length)}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className="px-3.5 pt-2.5"
      />
      <div className="flex flex-wrap items-center justify-end gap-2 p-2 pl-3.5">
        <p className="mr-auto text-xs text-muted-foreground">
          The first wording and its answer stay, as a branch of their own.
        </p>
        <Button size="sm" onClick={onClose}>
          Cancel
        </Button>
        <Button
          type="submit"
          size="sm"
          variant="primary"
          data-testid="ask-edited"
          disabled={!text.trim() || isSame || isWriting}
        >
          Ask
        </Button>
      </div>
    </form>
  );
}
