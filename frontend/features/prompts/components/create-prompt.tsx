"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { parseAsString, useQueryState } from "nuqs";
import { useState, type FormEvent } from "react";
import { toast } from "sonner";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { ErrorState } from "@/components/common/error-state";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { ReadOnlyNote } from "@/components/common/read-only-note";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { useCreateAccess, useTargetProject } from "@/features/projects/create-access";
import { useCreatePromptTemplate, usePromptTemplate } from "@/features/prompts/api";
import { TemplateEditor } from "@/features/prompts/components/template-editor";
import { EXAMPLES } from "@/features/prompts/examples";
import { problemOf } from "@/features/prompts/template";
import { toApiError } from "@/lib/api/errors";
import type { Project, PromptTemplate } from "@/lib/api/types";
import { cn } from "@/lib/cn";

/** A new prompt, from an example or as a copy of the one that `from` in the address names. */
export function CreatePrompt() {
  const [from] = useQueryState("from", parseAsString);
  const original = usePromptTemplate(from);
  const project = useTargetProject(original.data?.project_id);
  const access = useCreateAccess("deployments:write");
  const isReady = project !== undefined && (from === null || !original.isPending);
  return (
    <PageBody>
      <Breadcrumbs items={[{ label: "Prompts", href: "/prompts" }, { label: "Create prompt" }]} />
      <PageHeader
        title="Create prompt"
        description={
          project
            ? `What a model is told with every question. It belongs to the project “${project.name}”.`
            : "What a model is told with every question."
        }
      />
      <ReadOnlyNote reason={access.reason} />
      {original.error && <ErrorState error={original.error} className="mb-4" />}
      {isReady ? (
        <CreateForm project={project} original={original.data} />
      ) : (
        <Skeleton className="h-96 max-w-3xl" />
      )}
    </PageBody>
  );
}

type CreateFormProps = { project: Project; original: PromptTemplate | undefined };

function CreateForm({ project, original }: CreateFormProps) {
  const router = useRouter();
  const create = useCreatePromptTemplate();
  const [isTried, setTried] = useState(false);
  const [values, setValues] = useState({
    name: original ? `Copy of ${original.name}`.slice(0, 120) : "",
    description: original?.description ?? "",
    content: original?.content ?? EXAMPLES[0]?.content ?? "",
  });
  const isTaken = create.error !== null && toApiError(create.error).code === "name_taken";
  const nameError = isTaken
    ? create.error?.message
    : isTried && !values.name.trim()
      ? "Give it a name."
      : undefined;

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!values.name.trim() || problemOf(values.content)) return;
    create.mutate(
      {
        project_id: project.id,
        name: values.name.trim(),
        description: values.description.trim(),
        content: values.content,
        note: "",
      },
      {
        onSuccess: ({ id, name }) => {
          toast.success(`“${name}” was created`);
          router.push(`/prompts/${id}`);
        },
      },
    );
  }

  return (
    <form noValidate className="grid max-w-3xl grid-cols-1 gap-5" onSubmit={submit}>
      <Field label="Name" error={nameError}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            maxLength={120}
            placeholder="Help desk"
            value={values.name}
            onChange={({ target }) => setValues({ ...values, name: target.value })}
            data-testid="prompt-name"
          />
        )}
      </Field>
      <Field label="Description">
        {(control) => (
          <Input
            {...control}
            maxLength={2000}
            placeholder="For which deployments it is made"
            value={values.description}
            onChange={({ target }) => setValues({ ...values, description: target.value })}
          />
        )}
      </Field>
      {!original && (
        <ExampleChoice
          content={values.content}
          onChoose={(content) => setValues({ ...values, content })}
        />
      )}
      <TemplateEditor
        value={values.content}
        onChange={(content) => setValues({ ...values, content })}
      />
      {create.error && !isTaken && <ErrorState error={create.error} />}
      <div className="flex justify-end gap-2 border-t pt-5">
        <Button asChild>
          <Link href="/prompts">Cancel</Link>
        </Button>
        <Button
          type="submit"
          variant="primary"
          pending={create.isPending}
          data-testid="create-prompt"
        >
          Create prompt
        </Button>
      </div>
    </form>
  );
}

type ExampleChoiceProps = { content: string; onChoose: (content: string) => void };

/** Texts to begin with, as long as none of them has been changed. */
function ExampleChoice({ content, onChoose }: ExampleChoiceProps) {
  const isUntouched = !content.trim() || EXAMPLES.some((example) => example.content === content);
  if (!isUntouched) return null;
  return (
    <div role="group" aria-label="Begin with" className="grid gap-1.5">
      <p className="text-[13px] font-medium">Begin with</p>
      <div className="grid gap-2 sm:grid-cols-3">
        {EXAMPLES.map((example) => (
          <button
            key={example.name}
            type="button"
            aria-pressed={example.content === content}
            onClick={() => onChoose(example.content)}
            className={cn(
              "flex flex-col rounded-lg border px-3 py-2.5 text-left transition-colors duration-150 hover:bg-surface",
              example.content === content && "border-primary bg-primary-soft/50",
            )}
          >
            <span className="block text-[13px] font-medium">{example.name}</span>
            <span className="block text-[13px] text-muted-foreground">{example.note}</span>
          </button>
        ))}
      </div>
    </div>
  );
}
