"use client";

import { Play } from "lucide-react";
import Link from "next/link";
import { useState, type FormEvent } from "react";

import { CitedAnswer } from "@/components/common/cited-answer";
import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { useRunDeployment } from "@/features/deployments/api";
import { callsHref } from "@/features/deployments/call-words";
import type { Deployment, DeploymentRun } from "@/lib/api/types";
import { formatDuration, plural } from "@/lib/format";

/** Asks the deployment once, outside any conversation. */
export function RunTest({ deployment }: { deployment: Deployment }) {
  const [question, setQuestion] = useState("");
  const run = useRunDeployment(deployment.id);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (question.trim()) run.mutate(question.trim());
  }

  return (
    <section aria-labelledby="run-title">
      <h2 id="run-title" className="font-medium">
        Test run
      </h2>
      <p className="mb-3 text-[13px] text-muted-foreground">
        One question without a conversation, kept like{" "}
        <Link href={callsHref(deployment.id)} className="text-primary-text hover:underline">
          your other calls
        </Link>
        .{deployment.candidate && " While a version is on trial, each run is drawn anew."}
      </p>
      <form onSubmit={submit} className="flex flex-wrap gap-2">
        <Input
          aria-label="Question"
          placeholder="Ask something the documents answer"
          className="h-9 flex-1 basis-60"
          value={question}
          onChange={(event) => setQuestion(event.target.value)}
        />
        <Button type="submit" className="h-9" pending={run.isPending}>
          {!run.isPending && <Play />} Run test
        </Button>
      </form>
      {run.error && <ErrorState error={run.error} className="mt-3" />}
      {run.data && <RunResult result={run.data} />}
    </section>
  );
}

function RunResult({ result }: { result: DeploymentRun }) {
  const { usage, timings } = result;
  return (
    <div className="mt-3 rounded-lg border p-4" data-testid="run-result">
      <CitedAnswer
        text={result.answer}
        citations={result.citations}
        unsupported={result.unsupported}
      />
      <p className="mt-3 border-t pt-2 font-mono text-xs text-muted-foreground">
        {timings && `${formatDuration(timings.total_ms)} · `}
        {usage && `${usage.prompt_tokens} in · ${usage.completion_tokens} out · `}
        {plural(result.citations.length, "passage")}
      </p>
    </div>
  );
}
