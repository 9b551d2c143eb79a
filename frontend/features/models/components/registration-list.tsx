"use client";

import { CircleAlert, CircleCheck, CircleDashed, LoaderCircle, RotateCw } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { TestFigures } from "@/features/models/components/test-figures";
import type { Proof, Registration } from "@/features/models/registration";
import { formatDuration } from "@/lib/format";

const STATES: Record<Registration["state"], { words: string; icon: ReactNode }> = {
  waiting: { words: "Waiting", icon: <CircleDashed className="text-muted-foreground" /> },
  adding: { words: "Being added", icon: <LoaderCircle className="animate-spin text-info" /> },
  testing: {
    words: "Added, being tested",
    icon: <LoaderCircle className="animate-spin text-info" />,
  },
  ready: { words: "Added, and it answers", icon: <CircleCheck className="text-success" /> },
  failed: { words: "Failed", icon: <CircleAlert className="text-danger" /> },
};

type RegistrationListProps = {
  items: Registration[];
  onAgain: (item: Registration) => void;
  onRemove: (item: Registration) => void;
};

/** What became of each chosen model: added, tested, or why not. */
export function RegistrationList({ items, onAgain, onRemove }: RegistrationListProps) {
  return (
    <ul className="divide-y rounded-lg border" aria-live="polite">
      {items.map((item) => (
        <li
          key={item.draft.modelId}
          className="px-4 py-3"
          data-testid="registration"
          data-state={item.state}
        >
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1 [&>svg]:size-4">
            {STATES[item.state].icon}
            <span className="min-w-0 font-medium [overflow-wrap:anywhere]">
              {item.model ? (
                <Link className="hover:underline" href={`/models/${item.model.id}`}>
                  {item.draft.name}
                </Link>
              ) : (
                item.draft.name
              )}
            </span>
            <span className="text-[13px] text-muted-foreground">{wordsOf(item)}</span>
          </div>
          {item.proof && item.state === "ready" && <ProofLine proof={item.proof} />}
          {item.error && (
            <div className="mt-3 grid gap-3">
              <ErrorState error={item.error} />
              <div className="flex flex-wrap gap-2">
                <Button size="sm" onClick={() => onAgain(item)}>
                  <RotateCw /> {item.model ? "Test again" : "Try again"}
                </Button>
                <Button size="sm" onClick={() => onRemove(item)}>
                  {item.model ? "Remove it again" : "Leave it out"}
                </Button>
              </div>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function wordsOf({ state, model }: Registration): string {
  if (state === "failed") return model ? "Added, but it does not answer" : "Not added";
  return STATES[state].words;
}

function ProofLine({ proof }: { proof: Proof }) {
  return (
    <div className="mt-2 pl-7 text-[13px]" data-testid="proof">
      {proof.kind === "answer" ? (
        <>
          <p className="line-clamp-3 [overflow-wrap:anywhere]">
            {proof.test.output || "No words."}
          </p>
          <TestFigures test={proof.test} />
        </>
      ) : (
        <p>
          {proof.message}{" "}
          {proof.latencyMs !== null && (
            <span className="font-mono text-xs text-muted-foreground">
              {formatDuration(proof.latencyMs)}
            </span>
          )}
        </p>
      )}
    </div>
  );
}
