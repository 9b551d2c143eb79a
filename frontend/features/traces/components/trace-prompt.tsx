"use client";

import { ChevronRight, FileLock2, FileX2 } from "lucide-react";

import { CopyButton } from "@/components/common/copy-button";
import { EmptyState } from "@/components/common/empty-state";
import type { AnswerTrace } from "@/lib/api/types";
import { formatNumber } from "@/lib/format";

type Turn = AnswerTrace["prompt"][number];

const ROLES: Record<string, string> = {
  system: "Instructions",
  user: "Question",
  assistant: "Earlier answer",
};

/** The messages that the model was given, word for word. */
export function TracePrompt({ prompt }: { prompt: readonly Turn[] }) {
  if (prompt.length === 0) return <NoPrompt />;
  const shown = prompt.flatMap(({ role, content }) =>
    content === null ? [] : [{ role, content }],
  );
  return (
    <>
      <div className="mb-2 flex items-center justify-between gap-3">
        <p className="text-[13px] text-muted-foreground">As it was sent to the model.</p>
        {shown.length > 0 && (
          <CopyButton
            text={shown.map(({ role, content }) => `${role}:\n${content}`).join("\n\n")}
            label="Copy prompt"
          />
        )}
      </div>
      <ol className="divide-y rounded-lg border" data-testid="trace-prompt">
        {prompt.map((turn, index) => (
          <PromptTurn key={index} turn={turn} isOpen={index === prompt.length - 1} />
        ))}
      </ol>
    </>
  );
}

function PromptTurn({ turn, isOpen }: { turn: Turn; isOpen: boolean }) {
  const { role, content } = turn;
  if (content === null) return <WithheldTurn role={role} />;
  return (
    <li>
      <details className="group" open={isOpen} data-testid="prompt-turn">
        <summary className="flex cursor-pointer list-none items-center gap-2 px-3 py-2 text-[13px] [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden
            className="size-4 text-muted-foreground transition-transform duration-120 group-open:rotate-90"
          />
          <span className="font-medium">{ROLES[role] ?? role}</span>
          <span className="min-w-0 flex-1 truncate text-muted-foreground group-open:invisible">
            {content}
          </span>
          <span className="font-mono text-xs text-muted-foreground tabular-nums">
            {formatNumber(content.length)} characters
          </span>
        </summary>
        <pre className="border-t bg-surface px-3 py-2.5 font-mono text-xs leading-relaxed [overflow-wrap:anywhere] whitespace-pre-wrap">
          {content}
        </pre>
      </details>
    </li>
  );
}

function WithheldTurn({ role }: { role: string }) {
  return (
    <li className="flex items-start gap-2 px-3 py-2 text-[13px]" data-testid="prompt-withheld">
      <FileLock2 className="mt-0.5 size-4 shrink-0 text-muted-foreground" aria-hidden />
      <p>
        <span className="font-medium">{ROLES[role] ?? role}</span>
        <span className="block text-muted-foreground">
          Not shown: it has text of a document that you can no longer open.
        </span>
      </p>
    </li>
  );
}

function NoPrompt() {
  return (
    <EmptyState icon={FileX2} title="No prompt is kept">
      This answer was written before prompts were kept, or the model was never asked.
    </EmptyState>
  );
}
