"use client";

import { History } from "lucide-react";
import { useState } from "react";

import { ChoiceSelect } from "@/components/common/choice-select";
import { ErrorState } from "@/components/common/error-state";
import { TextDiff } from "@/components/common/text-diff";
import { Button } from "@/components/ui/button";
import { useChatSession } from "@/features/chat/api";
import { ReplayedPassages } from "@/features/chat/components/replayed-passages";
import { useReplay, useVersionsToReplay } from "@/features/chat/evidence-api";
import { changeText, figureText, versionChoices } from "@/features/chat/replay";
import type { Message, Replay } from "@/lib/api/types";

type ReplayViewProps = {
  answer: Message;
  /** The version that wrote the answer; null when it is not known. */
  version: number | null;
};

/** Puts the question of an answer to another version, and shows what changes. */
export function ReplayView({ answer, version }: ReplayViewProps) {
  const session = useChatSession(answer.session_id);
  const versions = useVersionsToReplay(session.data?.deployment_id);
  const replay = useReplay(answer);
  const [chosen, setChosen] = useState("");
  const choices = versionChoices(versions.data?.items ?? [], version);
  const number = Number(chosen || choices[0]?.value);
  return (
    <>
      <p className="mb-3 text-[13px] text-muted-foreground">
        Ask another version the same question, with the same conversation before it. It counts
        towards your tokens, and nothing of it is kept.
      </p>
      {versions.error ? (
        <ErrorState error={versions.error} onRetry={versions.refetch} />
      ) : (
        <form
          className="flex gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            replay.mutate(number);
          }}
        >
          <ChoiceSelect
            label="Version"
            value={chosen || (choices[0]?.value ?? "")}
            onChange={setChosen}
            choices={choices}
            disabled={replay.isPending}
            className="min-w-0 flex-1"
            testId="replay-version"
          />
          <Button
            type="submit"
            pending={replay.isPending}
            disabled={choices.length === 0}
            data-testid="replay"
          >
            {!replay.isPending && <History />} Replay
          </Button>
        </form>
      )}
      <div aria-live="polite">
        {replay.isPending && (
          <p className="mt-3 text-[13px] text-muted-foreground">
            Version {number} is answering. This takes as long as the answer did.
          </p>
        )}
        {replay.error && <ErrorState error={replay.error} className="mt-3" />}
        {replay.data && !replay.isPending && <ReplayResult replay={replay.data} />}
      </div>
    </>
  );
}

function ReplayResult({ replay }: { replay: Replay }) {
  const { difference, original } = replay;
  const isSame = difference.answer.every(({ kind }) => kind === "same");
  return (
    <div className="mt-4 grid gap-5" data-testid="replay-result">
      <section aria-label="Answers compared">
        <h3 className="mb-1.5 text-xs text-muted-foreground">
          {isSame
            ? `Version ${replay.version} answers the same, word for word`
            : `Then, and with version ${replay.version}`}
        </h3>
        <TextDiff segments={difference.answer} className="rounded-lg border px-3.5 py-3" />
      </section>
      <section aria-label="What it took">
        <h3 className="mb-1 text-xs text-muted-foreground">What it took</h3>
        <Figures replay={replay} original={original} />
      </section>
      <ReplayedPassages passages={difference.passages} />
    </div>
  );
}

function Figures({ replay, original }: { replay: Replay; original: Message }) {
  const { difference, usage, timings } = replay;
  const rows = [
    [
      "Prompt",
      original.usage?.prompt_tokens,
      usage?.prompt_tokens,
      difference.prompt_tokens,
      "tokens",
    ],
    [
      "Answer",
      original.usage?.completion_tokens,
      usage?.completion_tokens,
      difference.completion_tokens,
      "tokens",
    ],
    ["Search", original.timings?.retrieval_ms, timings.retrieval_ms, difference.retrieval_ms, "ms"],
    [
      "First word",
      original.timings?.first_token_ms,
      timings.first_token_ms,
      difference.first_token_ms,
      "ms",
    ],
    ["Whole answer", original.timings?.total_ms, timings.total_ms, difference.total_ms, "ms"],
  ] as const;
  return (
    <table className="w-full text-[13px]" data-testid="replay-figures">
      <thead className="text-xs text-muted-foreground">
        <tr>
          <th scope="col" className="sr-only">
            Figure
          </th>
          <th scope="col" className="py-1 text-right font-normal">
            Then
          </th>
          <th scope="col" className="py-1 text-right font-normal">
            Now
          </th>
          <th scope="col" className="py-1 text-right font-normal">
            Change
          </th>
        </tr>
      </thead>
      <tbody className="divide-y">
        {rows.map(([label, before, after, change, unit]) => (
          <tr key={label}>
            <th scope="row" className="py-1.5 text-left font-normal text-muted-foreground">
              {label}
            </th>
            {[before, after].map((value, index) => (
              <td key={index} className="py-1.5 text-right font-mono text-xs tabular-nums">
                {figureText(value, unit)}
              </td>
            ))}
            <td className="py-1.5 text-right font-mono text-xs tabular-nums">
              {changeText(change, unit)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
