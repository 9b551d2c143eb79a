"use client";

import { ArrowLeftRight, ArrowUpFromLine, GitCompareArrows, TriangleAlert } from "lucide-react";
import { parseAsString, useQueryStates } from "nuqs";
import { useState } from "react";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { ChoiceSelect } from "@/components/common/choice-select";
import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Skeleton } from "@/components/ui/skeleton";
import { useDiff, useQuestionSet, useRuns } from "@/features/evaluations/api";
import { MetricDiffTable } from "@/features/evaluations/components/metric-diff-table";
import { PromoteDialog } from "@/features/evaluations/components/promote-dialog";
import { QuestionDiffTable } from "@/features/evaluations/components/question-diff-table";
import { useWriteAccess } from "@/features/projects/write-access";
import { changedFields } from "@/features/retrieval/profile";
import { changeText } from "@/features/retrieval/words";
import type { EvaluationRun, QuestionSet, RunDiff } from "@/lib/api/types";
import { formatRelative } from "@/lib/format";

const MAX_RUNS = 200;

function useChoice() {
  return useQueryStates({ set: parseAsString, a: parseAsString, b: parseAsString });
}

/** Two runs side by side: what the second one does better or worse than the first. */
export function CompareRuns() {
  const [choice, setChoice] = useChoice();
  const runs = useRuns({ questionSetId: choice.set ?? undefined, limit: MAX_RUNS });
  const completed = runs.data?.items.filter(({ status }) => status === "completed") ?? [];
  const b = choice.b ?? completed[0]?.id ?? null;
  const a = choice.a ?? partnerOf(b, completed);
  const diff = useDiff(a, b);
  return (
    <PageBody>
      <Breadcrumbs
        items={[{ label: "Evaluation", href: "/evaluations" }, { label: "Compare runs" }]}
      />
      <PageHeader
        title="Compare runs"
        description="Whether a change made the search better, question by question."
        actions={diff.data && <PromoteAction run={diff.data.b} />}
      />
      {runs.error && <ErrorState error={runs.error} onRetry={runs.refetch} />}
      {runs.isPending && <Skeleton className="h-24 w-full" />}
      {runs.data && completed.length < 2 && !choice.a ? (
        <EmptyState icon={GitCompareArrows} title="There is nothing to compare yet">
          Two completed runs are needed. Run a question set before a change and after it.
        </EmptyState>
      ) : (
        runs.data && (
          <RunChoice
            runs={completed}
            a={a}
            b={b}
            onChange={(change) => void setChoice({ a, b, ...change })}
          />
        )
      )}
      {diff.error && <ErrorState error={diff.error} onRetry={diff.refetch} />}
      {diff.isLoading && <Skeleton className="h-96 w-full" />}
      {diff.data && <Difference diff={diff.data} />}
    </PageBody>
  );
}

/** The run to compare with when none is chosen: the one before of the same questions. */
function partnerOf(b: string | null, runs: EvaluationRun[]): string | null {
  const index = runs.findIndex(({ id }) => id === b);
  const chosen = runs[index];
  const earlier = runs.slice(index + 1);
  const like = earlier.find(({ question_set_id: id }) => id === chosen?.question_set_id);
  return (like ?? earlier[0] ?? runs.find(({ id }) => id !== b))?.id ?? null;
}

type RunChoiceProps = {
  runs: EvaluationRun[];
  a: string | null;
  b: string | null;
  onChange: (change: { a?: string | null; b?: string | null }) => void;
};

function RunChoice({ runs, a, b, onChange }: RunChoiceProps) {
  return (
    <div className="mb-6 grid items-end gap-3 sm:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]">
      <RunSelect label="Before" runs={runs} value={a} onChange={(id) => onChange({ a: id })} />
      <Button
        size="icon"
        aria-label="Swap the runs"
        title="Swap the runs"
        onClick={() => onChange({ a: b, b: a })}
      >
        <ArrowLeftRight />
      </Button>
      <RunSelect label="After" runs={runs} value={b} onChange={(id) => onChange({ b: id })} />
    </div>
  );
}

type RunSelectProps = {
  label: string;
  runs: EvaluationRun[];
  value: string | null;
  onChange: (id: string) => void;
};

function RunSelect({ label, runs, value, onChange }: RunSelectProps) {
  return (
    <Field label={label}>
      {(control) => (
        <ChoiceSelect
          control={control}
          value={value ?? ""}
          placeholder="Choose a run"
          onChange={onChange}
          choices={runs.map((run) => ({
            value: run.id,
            label: run.name,
            note: `${run.question_set_name} v${run.version}, ${formatRelative(run.created_at)}`,
          }))}
          testId={`compare-${label.toLowerCase()}`}
        />
      )}
    </Field>
  );
}

function PromoteAction({ run }: { run: EvaluationRun }) {
  const set = useQuestionSet(run.question_set_id);
  return set.data ? <PromoteButton run={run} set={set.data} /> : null;
}

function PromoteButton({ run, set }: { run: EvaluationRun; set: QuestionSet }) {
  const access = useWriteAccess(set, "evaluations:write");
  const [isOpen, setOpen] = useState(false);
  if (!access.allowed) return null;
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)} data-testid="open-promote">
        <ArrowUpFromLine /> Promote “{run.name}”
      </Button>
      <PromoteDialog run={run} open={isOpen} onOpenChange={setOpen} />
    </>
  );
}

function Difference({ diff }: { diff: RunDiff }) {
  return (
    <>
      {diff.reasons.length > 0 && <Reasons diff={diff} />}
      <SettingsNote diff={diff} />
      {diff.metrics.length > 0 && <MetricDiffTable diff={diff} />}
      {diff.questions.length > 0 && <QuestionDiffTable diff={diff} />}
    </>
  );
}

/** Why the runs cannot be compared, or only with care. */
function Reasons({ diff: { comparable, reasons } }: { diff: RunDiff }) {
  return (
    <div
      className="mb-6 flex items-start gap-2.5 rounded-lg border bg-warning-soft/60 px-4 py-3 text-[13px]"
      data-testid="not-comparable"
    >
      <TriangleAlert className="mt-0.5 size-4 shrink-0 text-warning" aria-hidden />
      <div>
        <p className="font-medium">
          {comparable ? "Compare these with care" : "These runs cannot be compared"}
        </p>
        <ul className="text-muted-foreground">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function SettingsNote({ diff: { a, b } }: { diff: RunDiff }) {
  const fields = changedFields(a.profile, b.profile);
  const text = fields.map((field) => changeText(field, a.profile, b.profile)).join(", ");
  return (
    <p className="mb-4 text-[13px]" data-testid="settings-changed">
      <span className="text-muted-foreground">What changed: </span>
      {text || "no setting"}
    </p>
  );
}
