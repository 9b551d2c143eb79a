"use client";

import { Split } from "lucide-react";
import Link from "next/link";
import { parseAsInteger, useQueryState } from "nuqs";
import { useId, useState, type FormEvent, type ReactNode } from "react";
import { toast } from "sonner";

import { ConfirmDialog } from "@/components/common/confirm-dialog";
import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { FigureTable } from "@/features/deployments/components/figure-table";
import { PercentField } from "@/features/deployments/components/percent-field";
import { PublishDialog } from "@/features/deployments/components/publish-dialog";
import { TrafficBar } from "@/features/deployments/components/traffic-bar";
import { VersionSelect } from "@/features/deployments/components/version-select";
import {
  useJoinTraffic,
  useSplitTraffic,
  useVersionComparison,
} from "@/features/deployments/versions-api";
import { missingParts } from "@/features/deployments/version-words";
import type { Deployment } from "@/lib/api/types";

const USUAL_PERCENT = 10;

type Candidate = NonNullable<Deployment["candidate"]>;
type TrafficTabProps = { deployment: Deployment; canWrite: boolean };

/** Which versions answer: a trial of one on a part of the conversations, and how it does. */
export function TrafficTab({ deployment, canWrite }: TrafficTabProps) {
  const { candidate } = deployment;
  return (
    <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid min-w-0 grid-cols-1 gap-8">
        {candidate ? (
          <Trial deployment={deployment} candidate={candidate} canWrite={canWrite} />
        ) : (
          <NoTrial deployment={deployment} canWrite={canWrite} />
        )}
      </div>
      <HowItIsDivided />
    </div>
  );
}

function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0 rounded-lg border p-4">
      <h2 className="mb-3 font-medium">{title}</h2>
      {children}
    </section>
  );
}

function NoTrial({ deployment, canWrite }: TrafficTabProps) {
  if (deployment.latest_version < 2) return <OnlyOne deployment={deployment} canWrite={canWrite} />;
  return (
    <Panel title={`Version ${deployment.version} answers every conversation`}>
      <TrafficBar live={deployment.version} candidate={null} percent={0} />
      {canWrite && <StartTrial deployment={deployment} />}
    </Panel>
  );
}

function OnlyOne({ deployment, canWrite }: TrafficTabProps) {
  return (
    <EmptyState
      icon={Split}
      title="There is only one version"
      action={
        canWrite && (
          <Button asChild variant="primary">
            <Link href={`/deployments/${deployment.id}/edit`}>Edit the deployment</Link>
          </Button>
        )
      }
    >
      Keep a change as a draft, and try it here on a few of the conversations before everybody gets
      it.
    </EmptyState>
  );
}

function StartTrial({ deployment }: { deployment: Deployment }) {
  const [asked] = useQueryState("candidate", parseAsInteger);
  const [candidate, setCandidate] = useState<number | null>(asked ?? usualCandidate(deployment));
  const [percent, setPercent] = useState(USUAL_PERCENT);
  const split = useSplitTraffic(deployment.id);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (candidate === null) return;
    const body = { candidate_version: candidate, percent };
    // Not in `mutate`: once it has succeeded this form is gone, and would not be told.
    split.mutateAsync(body).then(
      () => toast.success(`Version ${candidate} is on trial`),
      () => undefined,
    );
  }

  return (
    <form noValidate onSubmit={submit} className="mt-5 grid gap-4 border-t pt-4">
      <p className="text-[13px] text-muted-foreground">
        Let another version answer a part of the conversations, and see how it does before everybody
        gets it.
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        <VersionSelect
          deployment={deployment}
          label="Candidate"
          value={candidate}
          onChange={setCandidate}
          isOffered={(version) => !version.is_live && missingParts(version) === null}
        />
        <PercentField value={percent} onChange={setPercent} />
      </div>
      {split.error && <ErrorState error={split.error} />}
      <div>
        <Button
          type="submit"
          variant="primary"
          pending={split.isPending}
          disabled={candidate === null}
          data-testid="start-trial"
        >
          Start the trial
        </Button>
      </div>
    </form>
  );
}

/** A draft that is later than the live version is what one most likely wants to try. */
function usualCandidate({ version, latest_version: latest }: Deployment): number | null {
  return latest > version ? latest : null;
}

type TrialProps = TrafficTabProps & { candidate: Candidate };

function Trial({ deployment, candidate, canWrite }: TrialProps) {
  const { number, percent } = candidate;
  return (
    <>
      <Panel title={`Version ${number} is on trial with ${percent} % of the conversations`}>
        <TrafficBar live={deployment.version} candidate={number} percent={percent} />
        {canWrite && <ChangeTrial deployment={deployment} candidate={candidate} />}
      </Panel>
      <TrialFigures deployment={deployment} candidate={candidate} />
    </>
  );
}

type OfTrial = { deployment: Deployment; candidate: Candidate };

function ChangeTrial({ deployment, candidate }: OfTrial) {
  // Null while it is what the server says.
  const [wanted, setWanted] = useState<number | null>(null);
  const percent = wanted ?? candidate.percent;
  const formId = useId();
  const split = useSplitTraffic(deployment.id);

  function submit(event: FormEvent) {
    event.preventDefault();
    split.mutate(
      { candidate_version: candidate.number, percent },
      {
        onSuccess: () => {
          setWanted(null);
          toast.success(`Version ${candidate.number} answers ${percent} % now`);
        },
      },
    );
  }

  return (
    <div className="mt-5 grid gap-4 border-t pt-4">
      <form id={formId} noValidate onSubmit={submit} className="grid max-w-sm gap-4">
        <PercentField
          value={percent}
          onChange={setWanted}
          hint="A larger share takes more conversations and gives none back."
        />
        {split.error && <ErrorState error={split.error} />}
      </form>
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          form={formId}
          pending={split.isPending}
          disabled={percent === candidate.percent}
          data-testid="change-share"
        >
          Change the share
        </Button>
        {/* Not in the form: what is submitted in its dialogs would submit the form too. */}
        <EndTrial deployment={deployment} candidate={candidate} />
      </div>
    </div>
  );
}

function EndTrial({ deployment, candidate: { number } }: OfTrial) {
  const [ending, setEnding] = useState<"publish" | "stop" | null>(null);
  const join = useJoinTraffic(deployment.id);
  const close = (open: boolean) => !open && setEnding(null);
  return (
    <>
      <Button onClick={() => setEnding("stop")} data-testid="stop-trial">
        Stop the trial
      </Button>
      <Button
        variant="primary"
        onClick={() => setEnding("publish")}
        data-testid="publish-candidate"
      >
        Make version {number} live
      </Button>
      <ConfirmDialog
        open={ending === "stop"}
        onOpenChange={close}
        title={`Stop the trial of version ${number}?`}
        description={`Version ${deployment.version} answers every conversation again, also those that version ${number} has answered so far. What was measured is kept.`}
        action="Stop the trial"
        tone="primary"
        onConfirm={async () => {
          await join.mutateAsync();
          toast.success(`Version ${deployment.version} answers everybody again`);
        }}
      />
      <PublishDialog
        deployment={deployment}
        version={number}
        open={ending === "publish"}
        onOpenChange={close}
      />
    </>
  );
}

function TrialFigures({ deployment, candidate }: OfTrial) {
  const { id, version: live } = deployment;
  const comparison = useVersionComparison(id, live, candidate.number);
  return (
    <section aria-labelledby="trial-figures-title" className="min-w-0">
      <div className="mb-1 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="trial-figures-title" className="font-medium">
          How they do
        </h2>
        <Link
          href={`/deployments/${id}/compare?a=${live}&b=${candidate.number}`}
          className="text-[13px] text-primary-text hover:underline"
        >
          What differs, and evaluations
        </Link>
      </div>
      {comparison.error && <ErrorState error={comparison.error} onRetry={comparison.refetch} />}
      {comparison.isPending && <Skeleton className="h-80 w-full" />}
      {comparison.data && (
        <FigureTable a={comparison.data.a} b={comparison.data.b} captions={["live", "on trial"]} />
      )}
    </section>
  );
}

function HowItIsDivided() {
  return (
    <aside
      aria-label="How conversations are divided"
      className="rounded-lg border px-4 py-3 text-[13px]"
    >
      <h2 className="mb-1.5 font-medium">How conversations are divided</h2>
      <ul className="grid list-disc gap-1.5 pl-4 text-muted-foreground">
        <li>
          A conversation stays with its version for as long as the trial goes on: nobody gets two
          kinds of answers in turn.
        </li>
        <li>Conversations that go on already are divided too, with their next question.</li>
        <li>Test runs, and calls of the API outside conversations, are drawn one by one.</li>
      </ul>
    </aside>
  );
}
