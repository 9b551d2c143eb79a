"use client";

import { Check, X } from "lucide-react";
import { useState } from "react";

import { Button } from "@/components/ui/button";
import { AnswerView } from "@/features/chat/components/answer-view";
import { useThread } from "@/features/chat/components/thread-context";
import { answerLabels } from "@/features/chat/models-api";
import type { Message } from "@/lib/api/types";
import { cn } from "@/lib/cn";

type SideBySideProps = { question: Message; answers: readonly Message[] };

/** Two answers to one question in two columns, or one at a time where there is no room for two. */
export function SideBySide({ question, answers }: SideBySideProps) {
  const { models, branch, chooseBranch, setBeside } = useThread();
  const [shown, setShown] = useState(0);
  const labels = answerLabels(answers, models);

  function keep(answer: Message) {
    chooseBranch(answer.id);
    setBeside([]);
  }

  return (
    <section
      aria-label="Two answers side by side"
      data-testid="side-by-side"
      className="@container"
    >
      <div className="mb-2 flex items-center gap-1">
        <div role="group" aria-label="Answer shown" className="flex min-w-0 gap-1 @2xl:hidden">
          {labels.map((label, index) => (
            <Button
              key={index}
              size="sm"
              variant="ghost"
              aria-pressed={shown === index}
              className="min-w-0 aria-pressed:bg-primary-soft aria-pressed:text-primary-text"
              onClick={() => setShown(index)}
            >
              <span className="truncate">{label}</span>
            </Button>
          ))}
        </div>
        <Button
          variant="ghost"
          size="sm"
          className="ml-auto"
          data-testid="back-to-one"
          onClick={() => setBeside([])}
        >
          <X /> Back to one column
        </Button>
      </div>
      <div className="grid gap-4 @2xl:grid-cols-2">
        {answers.map((answer, index) => (
          <article
            key={answer.id}
            aria-label={labels[index]}
            data-testid="answer-column"
            className={cn(
              "flex min-w-0 flex-col rounded-lg border",
              index !== shown && "hidden @2xl:flex",
            )}
          >
            <h3 className="hidden truncate border-b px-3.5 py-2 text-[13px] font-medium @2xl:block">
              {labels[index]}
            </h3>
            <div className="flex-1 px-3.5 py-3">
              <AnswerView question={question} answer={answer} isBeside />
            </div>
            <KeepButton
              answer={answer}
              isOnBranch={branch.has(answer.id)}
              onKeep={() => keep(answer)}
            />
          </article>
        ))}
      </div>
    </section>
  );
}

type KeepButtonProps = { answer: Message; isOnBranch: boolean; onKeep: () => void };

function KeepButton({ answer, isOnBranch, onKeep }: KeepButtonProps) {
  return (
    <footer className="flex items-center gap-3 border-t px-3.5 py-2">
      <Button
        size="sm"
        data-testid="keep-answer"
        disabled={answer.status !== "complete"}
        onClick={onKeep}
      >
        <Check /> Keep this one
      </Button>
      {isOnBranch && (
        <p className="text-xs text-muted-foreground">The conversation goes on from this one.</p>
      )}
    </footer>
  );
}
