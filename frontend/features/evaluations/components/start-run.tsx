"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { parseAsInteger, parseAsString, useQueryState, useQueryStates } from "nuqs";
import { useMemo, useState, type FormEvent } from "react";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { ChoiceSelect } from "@/components/common/choice-select";
import { ErrorState } from "@/components/common/error-state";
import { FormSection } from "@/components/common/form-section";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { ReadOnlyNote } from "@/components/common/read-only-note";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { useDeployments } from "@/features/deployments/api";
import { useDeploymentVersion, useDeploymentVersions } from "@/features/deployments/versions-api";
import { useCreateRun, useQuestionSet, useVersions } from "@/features/evaluations/api";
import { useKnowledgeBase } from "@/features/knowledge_bases/api";
import { useWriteAccess } from "@/features/projects/write-access";
import { ProfileFields } from "@/features/retrieval/components/profile-fields";
import { profileProblems, type RetrievalLayer } from "@/features/retrieval/profile";
import { overridesText } from "@/features/retrieval/words";
import type { KnowledgeBase, QuestionSet, RetrievalOverrides } from "@/lib/api/types";
import { plural } from "@/lib/format";
import { decided } from "@/lib/layers";

const NONE = "none";

/**
 * Starts a run of the question set that `set` in the address names; `deployment` chooses what
 * answers, and `answers` which version of it.
 */
export function StartRun() {
  const [setId] = useQueryState("set", parseAsString);
  const set = useQuestionSet(setId ?? undefined);
  const base = useKnowledgeBase(set.data?.knowledge_base_id ?? null);
  return (
    <PageBody>
      <Breadcrumbs
        items={[
          { label: "Evaluation", href: "/evaluations" },
          ...(set.data ? [{ label: set.data.name, href: `/evaluations/sets/${set.data.id}` }] : []),
          { label: "Start run" },
        ]}
      />
      <PageHeader
        title="Start run"
        description="Asks every question of the set and measures what is found. What it is run with is kept, so that it can be repeated exactly."
      />
      {set.error && <ErrorState error={set.error} onRetry={set.refetch} />}
      {base.error && <ErrorState error={base.error} onRetry={base.refetch} />}
      {setId === null && (
        <p className="text-muted-foreground">
          Open a{" "}
          <Link href="/evaluations" className="text-primary-text hover:underline">
            question set
          </Link>{" "}
          to run it.
        </p>
      )}
      {set.isLoading && <Skeleton className="h-96 max-w-3xl" />}
      {set.data && base.data && <RunForm set={set.data} base={base.data} />}
    </PageBody>
  );
}

type Values = {
  name: string;
  version: number;
  deploymentId: string;
  /** Null for whichever version is live. */
  deploymentVersion: number | null;
  checkAnswers: boolean;
  profile: RetrievalOverrides;
};

function RunForm({ set, base }: { set: QuestionSet; base: KnowledgeBase }) {
  const router = useRouter();
  const access = useWriteAccess(set, "evaluations:write");
  const create = useCreateRun();
  const [asked] = useQueryStates({ deployment: parseAsString, answers: parseAsInteger });
  const [values, setValues] = useState<Values>({
    name: "",
    version: set.version,
    deploymentId: asked.deployment ?? NONE,
    deploymentVersion: asked.deployment ? asked.answers : null,
    checkAnswers: false,
    profile: {},
  });
  const change = (part: Partial<Values>) => setValues({ ...values, ...part });
  const layers = useRunLayers(base, values);
  const problems = profileProblems(values.profile, layers);
  const isWrong = Object.keys(problems).length > 0;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isWrong) return;
    const deployment = values.deploymentId === NONE ? null : values.deploymentId;
    create.mutate(
      {
        question_set_id: set.id,
        version: values.version,
        name: values.name.trim() || overridesText(values.profile).slice(0, 120),
        deployment_id: deployment,
        deployment_version: deployment === null ? null : values.deploymentVersion,
        check_answers: deployment !== null && values.checkAnswers,
        profile: decided(values.profile),
      },
      { onSuccess: ({ id }) => router.push(`/evaluations/runs/${id}`) },
    );
  }

  if (!access.allowed) {
    return <ReadOnlyNote reason={access.reason ?? "Your role does not allow to start runs."} />;
  }
  return (
    <form noValidate className="max-w-4xl" onSubmit={submit}>
      <FormSection title="What is asked" description={`Of “${set.name}”.`}>
        <NameField value={values.name} onChange={(name) => change({ name })} />
        <VersionField
          set={set}
          value={values.version}
          onChange={(version) => change({ version })}
        />
      </FormSection>
      <FormSection
        title="Answers"
        description="The search alone is fast. With a deployment its model answers too, and the answers are checked."
      >
        <DeploymentField
          set={set}
          value={values.deploymentId}
          onChange={(deploymentId) => change({ deploymentId, deploymentVersion: null })}
        />
        {values.deploymentId !== NONE && (
          <AnswersField
            deploymentId={values.deploymentId}
            value={values.deploymentVersion}
            onChange={(deploymentVersion) => change({ deploymentVersion })}
          />
        )}
        {values.deploymentId !== NONE && (
          <label className="flex items-start gap-2.5 text-[13px]">
            <Checkbox
              className="mt-0.5"
              checked={values.checkAnswers}
              onCheckedChange={(checked) => change({ checkAnswers: checked === true })}
            />
            <span>
              Let its model judge each answer against the expected one
              <span className="block text-muted-foreground">
                Takes as long again. Without it, the words they share are counted.
              </span>
            </span>
          </label>
        )}
      </FormSection>
      <FormSection
        title="Settings"
        description={`What this run tries differently; what is left open is as ${layers.at(-1)?.name} has it. Nothing is saved by a run: promote its settings when they prove better.`}
      >
        <ProfileFields
          own={values.profile}
          onChange={(profile) => change({ profile })}
          layers={layers}
          errors={problems}
          quiet
          withoutConversation
          className="sm:grid-cols-2"
        />
      </FormSection>
      {create.error && <ErrorState error={create.error} className="mb-4" />}
      <div className="flex justify-end gap-2 border-t pt-5">
        <Button asChild>
          <Link href={`/evaluations/sets/${set.id}`}>Cancel</Link>
        </Button>
        <Button
          type="submit"
          variant="primary"
          pending={create.isPending}
          disabled={isWrong}
          data-testid="create-run"
        >
          Start run
        </Button>
      </div>
    </form>
  );
}

/** What a run is made with where it tries nothing: the knowledge base's settings, or more. */
function useRunLayers(base: KnowledgeBase, values: Values): RetrievalLayer[] {
  const { deploymentId, deploymentVersion } = values;
  const deployments = useDeployments({ projectId: base.project_id });
  const deployment = deployments.data?.items.find(({ id }) => id === deploymentId);
  const version = useDeploymentVersion(deploymentId, deployment ? deploymentVersion : null).data;
  return useMemo(() => {
    const ofBase = { name: `“${base.name}”`, config: base.config.retrieval };
    if (!deployment) return [ofBase];
    const { retrieval } = version ?? deployment;
    return [{ name: `“${deployment.name}”`, config: retrieval }];
  }, [base, deployment, version]);
}

function NameField({ value, onChange }: { value: string; onChange: (name: string) => void }) {
  return (
    <Field label="Name" hint="So that you know it again. Empty: what it tries differently.">
      {(control) => (
        <Input
          {...control}
          autoFocus
          maxLength={120}
          placeholder="More weight on words"
          value={value}
          onChange={({ target }) => onChange(target.value)}
          data-testid="run-name"
        />
      )}
    </Field>
  );
}

type VersionFieldProps = { set: QuestionSet; value: number; onChange: (version: number) => void };

function VersionField({ set, value, onChange }: VersionFieldProps) {
  const versions = useVersions(set.id);
  const items = versions.data?.items ?? [];
  return (
    <Field label="Version" hint="Runs of the same version can be compared question by question.">
      {(control) => (
        <ChoiceSelect
          control={control}
          value={String(value)}
          onChange={(version) => onChange(Number(version))}
          choices={items.map(({ version, question_count: count }) => ({
            value: String(version),
            label: `Version ${version}`,
            note: plural(count, "question"),
          }))}
        />
      )}
    </Field>
  );
}

type DeploymentFieldProps = { set: QuestionSet; value: string; onChange: (id: string) => void };

function DeploymentField({ set, value, onChange }: DeploymentFieldProps) {
  const deployments = useDeployments({ projectId: set.project_id });
  const able = (deployments.data?.items ?? []).filter(({ knowledge_base_ids: ids }) =>
    ids.includes(set.knowledge_base_id),
  );
  return (
    <Field label="Deployment">
      {(control) => (
        <ChoiceSelect
          control={control}
          value={value}
          onChange={onChange}
          choices={[
            { value: NONE, label: "None", note: "the search alone" },
            ...able.map(({ id, name, model_name: model }) => ({
              value: id,
              label: name,
              note: model,
            })),
          ]}
        />
      )}
    </Field>
  );
}

const LIVE = "live";

type AnswersFieldProps = {
  deploymentId: string;
  value: number | null;
  onChange: (version: number | null) => void;
};

function AnswersField({ deploymentId, value, onChange }: AnswersFieldProps) {
  const versions = useDeploymentVersions(deploymentId);
  return (
    <Field
      label="Its version"
      hint="A draft can be measured before anybody gets its answers."
      error={versions.error?.message}
    >
      {(control) => (
        <ChoiceSelect
          control={control}
          value={value === null ? LIVE : String(value)}
          onChange={(chosen) => onChange(chosen === LIVE ? null : Number(chosen))}
          choices={[
            { value: LIVE, label: "The live version" },
            ...(versions.data?.items ?? []).map(({ number, note }) => ({
              value: String(number),
              label: `Version ${number}`,
              note: note || undefined,
            })),
          ]}
          testId="run-answers"
        />
      )}
    </Field>
  );
}
