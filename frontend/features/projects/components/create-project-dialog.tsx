"use client";

import { useRouter } from "next/navigation";

import { DialogForm } from "@/components/common/dialog-form";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { useCreateProject } from "@/features/projects/api";
import {
  PROJECT_FIELD_OF,
  ProjectFields,
  useProjectForm,
} from "@/features/projects/components/project-form";
import { useCurrentProject } from "@/features/projects/current-project";
import { errorBelowForm, showAtField } from "@/lib/field-errors";

type CreateProjectDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

export function CreateProjectDialog({ open, onOpenChange }: CreateProjectDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title="Create project"
        description="A room for knowledge and deployments, with its own members."
      >
        <CreateForm />
      </DialogContent>
    </Dialog>
  );
}

/** The new project becomes the current one. */
function CreateForm() {
  const router = useRouter();
  const { choose } = useCurrentProject();
  const create = useCreateProject();
  const form = useProjectForm();
  const submit = form.handleSubmit((values) =>
    create.mutate(values, {
      onSuccess: (project) => {
        choose(project.id);
        router.push(`/projects/${project.id}`);
      },
      onError: (error) => showAtField(form, error, PROJECT_FIELD_OF),
    }),
  );
  return (
    <DialogForm
      onSubmit={submit}
      action="Create project"
      pending={create.isPending}
      error={errorBelowForm(create.error, PROJECT_FIELD_OF)}
      testId="create-project"
    >
      <ProjectFields form={form} autoFocus />
    </DialogForm>
  );
}
