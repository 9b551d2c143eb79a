"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { z } from "zod";

import { DialogForm } from "@/components/common/dialog-form";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { useCreateGroup, useUpdateGroup } from "@/features/groups/api";
import type { Group } from "@/lib/api/types";
import { errorBelowForm, showAtField } from "@/lib/field-errors";

const schema = z.object({
  name: z.string().trim().min(1, "Give it a name.").max(120, "Use at most 120 characters."),
  description: z.string().trim().max(2000, "Use at most 2,000 characters."),
});

type GroupValues = z.infer<typeof schema>;

const FIELD_OF = { name_taken: "name" } as const;

type GroupFieldsProps = {
  values: GroupValues;
  /** The verb on the button. */
  action: string;
  save: {
    mutate: (
      values: GroupValues,
      on: { onSuccess: (group: Group) => void; onError: (error: Error) => void },
    ) => void;
    isPending: boolean;
    error: Error | null;
  };
  onSaved: (group: Group) => void;
};

function GroupForm({ values, action, save, onSaved }: GroupFieldsProps) {
  const form = useForm<GroupValues>({ resolver: zodResolver(schema), defaultValues: values });
  const { errors } = form.formState;
  const submit = form.handleSubmit((changed) =>
    save.mutate(changed, {
      onSuccess: onSaved,
      onError: (error) => showAtField(form, error, FIELD_OF),
    }),
  );
  return (
    <DialogForm
      onSubmit={submit}
      action={action}
      pending={save.isPending}
      error={errorBelowForm(save.error, FIELD_OF)}
      testId="save-group"
    >
      <Field label="Name" error={errors.name?.message}>
        {(control) => (
          <Input {...control} autoFocus placeholder="Legal team" {...form.register("name")} />
        )}
      </Field>
      <Field label="Description" error={errors.description?.message}>
        {(control) => (
          <Textarea {...control} placeholder="Who is in it" {...form.register("description")} />
        )}
      </Field>
    </DialogForm>
  );
}

type CreateGroupDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onCreated: (group: Group) => void;
};

export function CreateGroupDialog({ open, onOpenChange, onCreated }: CreateGroupDialogProps) {
  const create = useCreateGroup();
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title="Create group"
        description="People who are given access together, to projects, deployments and documents."
      >
        <GroupForm
          values={{ name: "", description: "" }}
          action="Create group"
          save={create}
          onSaved={onCreated}
        />
      </DialogContent>
    </Dialog>
  );
}

type EditGroupDialogProps = {
  group: Group;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

export function EditGroupDialog({ group, open, onOpenChange }: EditGroupDialogProps) {
  const update = useUpdateGroup(group.id);
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title="Edit group">
        <GroupForm
          values={{ name: group.name, description: group.description }}
          action="Save group"
          save={update}
          onSaved={() => onOpenChange(false)}
        />
      </DialogContent>
    </Dialog>
  );
}
