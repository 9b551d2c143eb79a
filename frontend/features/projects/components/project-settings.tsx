"use client";

import { useRouter } from "next/navigation";
import { toast } from "sonner";

import { DangerSection } from "@/components/common/danger-section";
import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { useArchiveProject, useDeleteProject, useUpdateProject } from "@/features/projects/api";
import {
  PROJECT_FIELD_OF,
  ProjectFields,
  useProjectForm,
} from "@/features/projects/components/project-form";
import type { Project } from "@/lib/api/types";
import { errorBelowForm, showAtField } from "@/lib/field-errors";

export function ProjectSettings({ project }: { project: Project }) {
  return (
    <div className="grid max-w-xl gap-6">
      <EditForm project={project} />
      {project.archived_at ? (
        <RestoreSection project={project} />
      ) : (
        <ArchiveSection project={project} />
      )}
      <DeleteSection project={project} />
    </div>
  );
}

function EditForm({ project }: { project: Project }) {
  const update = useUpdateProject(project.id);
  const { name, description, icon, colour } = project;
  const form = useProjectForm({ name, description, icon, colour });
  const submit = form.handleSubmit((values) =>
    update.mutate(values, {
      onSuccess: () => {
        form.reset(values);
        toast.success("Project saved");
      },
      onError: (error) => showAtField(form, error, PROJECT_FIELD_OF),
    }),
  );
  const below = errorBelowForm(update.error, PROJECT_FIELD_OF);
  return (
    <form noValidate className="mb-4 grid gap-4" onSubmit={submit}>
      <ProjectFields form={form} />
      {below != null && <ErrorState error={below} />}
      <div>
        <Button
          type="submit"
          variant="primary"
          pending={update.isPending}
          disabled={!form.formState.isDirty}
        >
          Save project
        </Button>
      </div>
    </form>
  );
}

function ArchiveSection({ project }: { project: Project }) {
  const archive = useArchiveProject(project.id);
  return (
    <DangerSection
      title="Archive project"
      text="Makes it read-only, takes it out of the lists and stops its deployments. It can be restored."
      question="Archive this project?"
      warning="Its deployments stop answering at once. Nothing is deleted."
      onConfirm={() => archive.mutateAsync(true)}
      blocked={project.is_default ? "Your default project stays." : null}
    />
  );
}

function RestoreSection({ project }: { project: Project }) {
  const restore = useArchiveProject(project.id);
  return (
    <section className="rounded-lg border p-4">
      <h2 className="font-medium">Restore project</h2>
      <p className="mt-1 text-muted-foreground">
        Lets its members change things again, and its deployments answer.
      </p>
      <Button
        className="mt-3"
        pending={restore.isPending}
        onClick={() => restore.mutate(false)}
        data-testid="restore-project"
      >
        Restore project
      </Button>
      {restore.error && <ErrorState error={restore.error} className="mt-3" />}
    </section>
  );
}

function DeleteSection({ project }: { project: Project }) {
  const router = useRouter();
  const remove = useDeleteProject(project.id);
  return (
    <DangerSection
      title="Delete project"
      text="Only a project without knowledge bases and deployments can be deleted."
      question="Delete this project?"
      warning="Its members lose their place in it. This cannot be undone."
      typedName={project.name}
      onConfirm={async () => {
        await remove.mutateAsync();
        router.push("/projects");
      }}
      blocked={project.is_default ? "Your default project stays." : null}
    />
  );
}
