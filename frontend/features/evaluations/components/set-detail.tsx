"use client";

import { LoaderCircle, Play } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState, type FormEvent } from "react";
import { toast } from "sonner";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { DangerSection } from "@/components/common/danger-section";
import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { FactRow } from "@/components/common/facts";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { ReadOnlyNote } from "@/components/common/read-only-note";
import { RelativeTime } from "@/components/common/relative-time";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Progress } from "@/components/ui/progress";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import {
  useCancelGeneration,
  useDeleteQuestionSet,
  useQuestionSet,
  useRuns,
  useUpdateQuestionSet,
} from "@/features/evaluations/api";
import { QuestionsTab } from "@/features/evaluations/components/questions-tab";
import { RunTable } from "@/features/evaluations/components/run-table";
import { VersionsTab } from "@/features/evaluations/components/versions-tab";
import { ProjectLink } from "@/features/projects/components/project-link";
import { useWriteAccess } from "@/features/projects/write-access";
import type { QuestionSet } from "@/lib/api/types";
import { formatNumber, formatRemaining } from "@/lib/format";

const TABS = ["questions", "runs", "versions", "settings"] as const;

export function SetDetail({ id }: { id: string }) {
  const set = useQuestionSet(id);
  return (
    <PageBody>
      <Breadcrumbs
        items={[{ label: "Evaluation", href: "/evaluations" }, { label: set.data?.name ?? "…" }]}
      />
      {set.error && <ErrorState error={set.error} onRetry={set.refetch} />}
      {set.isPending && <Skeleton className="h-96 w-full" />}
      {set.data && <DetailContent set={set.data} />}
    </PageBody>
  );
}

function DetailContent({ set }: { set: QuestionSet }) {
  const access = useWriteAccess(set, "evaluations:write");
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("questions"));
  return (
    <>
      <PageHeader
        title={set.name}
        description={set.description}
        actions={
          access.allowed &&
          set.version > 0 && (
            <Button asChild variant="primary">
              <Link href={`/evaluations/runs/new?set=${set.id}`} data-testid="start-run">
                <Play /> Start run
              </Link>
            </Button>
          )
        }
      />
      <FactRow
        className="mb-5"
        facts={[
          { label: "Project", value: <ProjectLink of={set} /> },
          {
            label: "Knowledge base",
            value: (
              <Link href={`/knowledge/${set.knowledge_base_id}`} className="hover:underline">
                {set.knowledge_base_name}
              </Link>
            ),
          },
          { label: "Questions", value: formatNumber(set.question_count) },
          { label: "Version", value: set.version || "None yet" },
          { label: "Updated", value: <RelativeTime iso={set.updated_at} /> },
        ]}
      />
      <ReadOnlyNote reason={access.reason} />
      <Generation set={set} canWrite={access.allowed} />
      <Tabs value={tab} onValueChange={(value) => void setTab(value as typeof tab)}>
        <TabsList>
          <TabsTrigger value="questions">Questions</TabsTrigger>
          <TabsTrigger value="runs">Runs</TabsTrigger>
          <TabsTrigger value="versions">Versions</TabsTrigger>
          {access.allowed && <TabsTrigger value="settings">Settings</TabsTrigger>}
        </TabsList>
        <TabsContent value="questions">
          <QuestionsTab set={set} canWrite={access.allowed} />
        </TabsContent>
        <TabsContent value="runs">
          <RunsOfSet set={set} />
        </TabsContent>
        <TabsContent value="versions">
          <VersionsTab set={set} />
        </TabsContent>
        {access.allowed && (
          <TabsContent value="settings">
            <SettingsOfSet set={set} />
          </TabsContent>
        )}
      </Tabs>
    </>
  );
}

/** Questions that are being made, or why they could not be. */
function Generation({ set, canWrite }: { set: QuestionSet; canWrite: boolean }) {
  const { generation } = set;
  const cancel = useCancelGeneration(set.id);
  if (!generation) return null;
  if (generation.error) {
    return (
      <div className="mb-5 rounded-lg border bg-danger-soft/50 px-4 py-3 text-[13px]" role="alert">
        <p className="font-medium">{generation.error.message}</p>
        {generation.error.remedy && (
          <p className="text-muted-foreground">{generation.error.remedy}</p>
        )}
      </div>
    );
  }
  const { percent, eta_seconds: eta } = generation;
  return (
    <div className="mb-5 rounded-lg border px-4 py-3 text-[13px]" data-testid="generation">
      <p className="flex items-center gap-2 text-info">
        <LoaderCircle className="size-4 animate-spin" aria-hidden />
        <span className="flex-1">
          Questions are being generated{eta !== null && `, ${formatRemaining(eta)}`}
        </span>
        <span className="font-mono text-xs">{percent} %</span>
        {canWrite && (
          <Button size="sm" pending={cancel.isPending} onClick={() => cancel.mutate()}>
            Cancel
          </Button>
        )}
      </p>
      <Progress value={percent} label="Generation of questions" className="mt-2" />
    </div>
  );
}

const RUNS_SHOWN = 200;

function RunsOfSet({ set }: { set: QuestionSet }) {
  const runs = useRuns({ questionSetId: set.id, limit: RUNS_SHOWN });
  if (runs.error) return <ErrorState error={runs.error} onRetry={runs.refetch} />;
  if (runs.data?.total === 0) {
    return (
      <EmptyState icon={Play} title="Not run yet">
        A run asks every question and measures what is found. Start one before you change a setting,
        and another one after.
      </EmptyState>
    );
  }
  return (
    <>
      {(runs.data?.total ?? 0) > 1 && (
        <p className="mb-4 text-[13px]">
          <Link
            href={`/evaluations/compare?set=${set.id}`}
            className="text-primary-text hover:underline"
          >
            Compare two runs
          </Link>
        </p>
      )}
      <RunTable runs={runs.data?.items} ofOneSet />
    </>
  );
}

function SettingsOfSet({ set }: { set: QuestionSet }) {
  return (
    <div className="grid max-w-xl grid-cols-1 gap-10">
      <NameForm set={set} />
      <DeleteSection set={set} />
    </div>
  );
}

function NameForm({ set }: { set: QuestionSet }) {
  const update = useUpdateQuestionSet(set.id);
  const [values, setValues] = useState({ name: set.name, description: set.description });
  const isChanged = values.name !== set.name || values.description !== set.description;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!values.name.trim()) return;
    update.mutate(
      { name: values.name.trim(), description: values.description.trim() },
      { onSuccess: () => toast.success("Settings saved") },
    );
  }

  return (
    <form noValidate className="grid gap-4" onSubmit={submit}>
      <Field label="Name" error={values.name.trim() ? undefined : "Give it a name."}>
        {(control) => (
          <Input
            {...control}
            maxLength={120}
            value={values.name}
            onChange={({ target }) => setValues({ ...values, name: target.value })}
          />
        )}
      </Field>
      <Field label="Description">
        {(control) => (
          <Input
            {...control}
            maxLength={2000}
            value={values.description}
            onChange={({ target }) => setValues({ ...values, description: target.value })}
          />
        )}
      </Field>
      {update.error && <ErrorState error={update.error} />}
      <div>
        <Button type="submit" variant="primary" pending={update.isPending} disabled={!isChanged}>
          Save settings
        </Button>
      </div>
    </form>
  );
}

function DeleteSection({ set }: { set: QuestionSet }) {
  const router = useRouter();
  const remove = useDeleteQuestionSet();
  return (
    <DangerSection
      title="Delete question set"
      text="Removes its questions in all versions, and its runs with what they measured."
      question="Delete this question set?"
      warning="This cannot be undone."
      typedName={set.name}
      onConfirm={async () => {
        await remove.mutateAsync(set.id);
        router.push("/evaluations");
      }}
    />
  );
}
