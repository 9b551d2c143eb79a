"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { toast } from "sonner";

import { DangerSection } from "@/components/common/danger-section";
import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useDeployments } from "@/features/deployments/api";
import { useDeletePromptTemplate, useUpdatePromptTemplate } from "@/features/prompts/api";
import { toApiError } from "@/lib/api/errors";
import type { PromptTemplate } from "@/lib/api/types";
import { plural } from "@/lib/format";

type SettingsProps = { template: PromptTemplate };

export function PromptSettings({ template, canWrite }: SettingsProps & { canWrite: boolean }) {
  return (
    <div className="grid max-w-xl grid-cols-1 gap-10">
      {canWrite && <NameForm template={template} />}
      <Uses template={template} />
      {canWrite && <DeleteSection template={template} />}
    </div>
  );
}

function NameForm({ template }: SettingsProps) {
  const update = useUpdatePromptTemplate(template.id);
  const [values, setValues] = useState({ name: template.name, description: template.description });
  const isChanged = values.name !== template.name || values.description !== template.description;
  const isTaken = update.error !== null && toApiError(update.error).code === "name_taken";
  const problem = values.name.trim() ? undefined : "Give it a name.";

  function submit(event: FormEvent) {
    event.preventDefault();
    if (problem) return;
    update.mutate(
      { name: values.name.trim(), description: values.description.trim(), note: "" },
      { onSuccess: () => toast.success("Settings saved") },
    );
  }

  return (
    <form noValidate className="grid gap-4" onSubmit={submit}>
      <Field label="Name" error={isTaken ? update.error?.message : problem}>
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
      {update.error && !isTaken && <ErrorState error={update.error} />}
      <div>
        <Button type="submit" variant="primary" pending={update.isPending} disabled={!isChanged}>
          Save settings
        </Button>
      </div>
    </form>
  );
}

/** The deployments that answer with this prompt, and which of its versions each has. */
function Uses({ template }: SettingsProps) {
  const deployments = useDeployments({ projectId: template.project_id });
  const users = (deployments.data?.items ?? []).filter(
    ({ prompt_template }) => prompt_template?.id === template.id,
  );
  return (
    <section aria-labelledby="prompt-uses">
      <h2 id="prompt-uses" className="mb-2 font-medium">
        Used by
      </h2>
      {users.length === 0 ? (
        <p className="text-muted-foreground">
          {template.deployment_count > 0
            ? `${plural(template.deployment_count, "deployment")} that you cannot open.`
            : "No deployment answers with it now. Choose it in the settings of one."}
        </p>
      ) : (
        <ul className="divide-y rounded-lg border text-[13px]">
          {users.map(({ id, name, prompt_template }) => (
            <li key={id} className="flex items-center gap-3 px-3 py-2" data-testid="prompt-use">
              <Link className="min-w-0 flex-1 truncate hover:underline" href={`/deployments/${id}`}>
                {name}
              </Link>
              <span className="text-muted-foreground">
                version {prompt_template?.version}
                {prompt_template?.version === template.version && ", the latest"}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function DeleteSection({ template }: SettingsProps) {
  const router = useRouter();
  const remove = useDeletePromptTemplate();
  const count = template.deployment_count;
  return (
    <DangerSection
      title="Delete prompt"
      text="It can no longer be chosen. Answers that were given with it keep telling which one it was."
      question="Delete this prompt?"
      warning="All its versions go with it. This cannot be undone."
      typedName={template.name}
      onConfirm={async () => {
        await remove.mutateAsync(template.id);
        router.push("/prompts");
      }}
      blocked={
        count > 0
          ? `It cannot be deleted yet: ${plural(count, "deployment answers", "deployments answer")} with it. Give them another prompt first.`
          : null
      }
    />
  );
}
