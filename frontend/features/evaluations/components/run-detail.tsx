"use client";

import { ArrowUpFromLine, GitCompareArrows, RotateCw, Square, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { ConfirmDialog } from "@/components/common/confirm-dialog";
import { ErrorState } from "@/components/common/error-state";
import { FactRow } from "@/components/common/facts";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { RelativeTime } from "@/components/common/relative-time";
import { RowMenu } from "@/components/common/row-menu";
import { Button } from "@/components/ui/button";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import { Skeleton } from "@/components/ui/skeleton";
import {
  isActiveRun,
  useDeleteRun,
  useQuestionSet,
  useRun,
  useRunAction,
} from "@/features/evaluations/api";
import { MetricTiles } from "@/features/evaluations/components/metric-tiles";
import { PromoteDialog } from "@/features/evaluations/components/promote-dialog";
import { ResultTable } from "@/features/evaluations/components/result-table";
import { RunProgress, RunState } from "@/features/evaluations/components/run-state";
import { useWriteAccess } from "@/features/projects/write-access";
import { IndexStates } from "@/features/retrieval/components/index-states";
import { DEFAULT_RETRIEVAL, overridesBetween } from "@/features/retrieval/profile";
import { overridesText } from "@/features/retrieval/words";
import { toApiError } from "@/lib/api/errors";
import type { EvaluationRun, QuestionSet } from "@/lib/api/types";

export function RunDetail({ id }: { id: string }) {
  const run = useRun(id);
  const set = useQuestionSet(run.data?.question_set_id);
  return (
    <PageBody>
      <Breadcrumbs
        items={[
          { label: "Evaluation", href: "/evaluations" },
          ...(run.data
            ? [
                {
                  label: run.data.question_set_name,
                  href: `/evaluations/sets/${run.data.question_set_id}?tab=runs`,
                },
              ]
            : []),
          { label: run.data?.name ?? "…" },
        ]}
      />
      {run.error && <ErrorState error={run.error} onRetry={run.refetch} />}
      {run.isPending && <Skeleton className="h-96 w-full" />}
      {run.data && <DetailContent run={run.data} set={set.data} />}
    </PageBody>
  );
}

function DetailContent({ run, set }: { run: EvaluationRun; set: QuestionSet | undefined }) {
  return (
    <>
      <PageHeader
        title={run.name}
        badge={<RunState run={run} />}
        actions={set && <RunActions run={run} set={set} />}
      />
      <FactRow className="mb-5" facts={runFacts(run)} />
      <div className="mb-6 empty:hidden">
        <RunProgress run={run} />
      </div>
      {run.error && <RunError run={run} />}
      {run.differences.length > 0 && <Differences run={run} />}
      {run.metrics.length > 0 && <MetricTiles metrics={run.metrics} />}
      {!isActiveRun(run) && <ResultTable run={run} />}
    </>
  );
}

function runFacts(run: EvaluationRun) {
  const settings = overridesText(overridesBetween(DEFAULT_RETRIEVAL, run.profile));
  return [
    {
      label: "Question set",
      value: (
        <Link
          href={`/evaluations/sets/${run.question_set_id}?version=${run.version}`}
          className="hover:underline"
        >
          {run.question_set_name}, version {run.version}
        </Link>
      ),
    },
    { label: "Answers by", value: run.deployment_name ?? "Search only" },
    { label: "Settings", value: settings || "All as by default" },
    { label: "Searched", value: <IndexStates indexes={run.index_states} /> },
    { label: "Started", value: <RelativeTime iso={run.created_at} /> },
    ...(run.repeats_run_id
      ? [
          {
            label: "Repeats",
            value: (
              <Link href={`/evaluations/runs/${run.repeats_run_id}`} className="hover:underline">
                an earlier run
              </Link>
            ),
          },
        ]
      : []),
  ];
}

function RunError({ run: { error } }: { run: EvaluationRun }) {
  if (!error) return null;
  return (
    <div className="mb-6 rounded-lg border bg-danger-soft/50 p-4" role="alert">
      <p className="font-medium">{error.message}</p>
      {error.remedy && <p className="text-muted-foreground">{error.remedy}</p>}
      <p className="mt-1 font-mono text-xs text-muted-foreground">{error.code}</p>
    </div>
  );
}

/** What stands in the way of comparing this run to the letter with the one it repeats. */
function Differences({ run: { differences } }: { run: EvaluationRun }) {
  return (
    <div className="mb-6 rounded-lg border bg-warning-soft/60 px-4 py-3 text-[13px]">
      <p className="font-medium">Something is not as it should be</p>
      <ul className="mt-1 list-disc pl-4 text-muted-foreground">
        {differences.map((difference) => (
          <li key={difference}>{difference}</li>
        ))}
      </ul>
    </div>
  );
}

function RunActions({ run, set }: { run: EvaluationRun; set: QuestionSet }) {
  const router = useRouter();
  const access = useWriteAccess(set, "evaluations:write");
  const action = useRunAction(run.id);
  const [asked, setAsked] = useState<"promote" | "delete" | null>(null);
  const closed = { onOpenChange: (open: boolean) => !open && setAsked(null) };

  function start(name: "cancel" | "repeat") {
    action.mutate(name, {
      onSuccess: ({ id }) => name === "repeat" && router.push(`/evaluations/runs/${id}`),
      onError: (error) => toast.error(toApiError(error).message),
    });
  }

  if (isActiveRun(run)) {
    return (
      access.allowed && (
        <Button pending={action.isPending} onClick={() => start("cancel")} data-testid="cancel-run">
          <Square /> Stop run
        </Button>
      )
    );
  }
  return (
    <>
      {access.allowed && (
        <>
          <RowMenu label="More actions" prominent>
            <DropdownMenuItem onSelect={() => start("repeat")}>
              <RotateCw /> Repeat exactly
            </DropdownMenuItem>
            <DropdownMenuItem tone="danger" onSelect={() => setAsked("delete")}>
              <Trash2 /> Delete run
            </DropdownMenuItem>
          </RowMenu>
          <DeleteRun run={run} open={asked === "delete"} {...closed} />
        </>
      )}
      {run.status === "completed" && (
        <Button asChild>
          <Link
            href={`/evaluations/compare?set=${run.question_set_id}&b=${run.id}`}
            data-testid="compare-run"
          >
            <GitCompareArrows /> Compare
          </Link>
        </Button>
      )}
      {access.allowed && run.status === "completed" && (
        <>
          <Button variant="primary" onClick={() => setAsked("promote")} data-testid="open-promote">
            <ArrowUpFromLine /> Promote settings
          </Button>
          <PromoteDialog run={run} open={asked === "promote"} {...closed} />
        </>
      )}
    </>
  );
}

type DeleteRunProps = {
  run: EvaluationRun;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

function DeleteRun({ run, open, onOpenChange }: DeleteRunProps) {
  const router = useRouter();
  const remove = useDeleteRun();
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Delete this run?"
      description={`What “${run.name}” measured is gone with it. The questions stay.`}
      action="Delete run"
      onConfirm={async () => {
        await remove.mutateAsync(run.id);
        router.push(`/evaluations/sets/${run.question_set_id}?tab=runs`);
      }}
    />
  );
}
