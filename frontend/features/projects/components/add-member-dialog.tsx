"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { Controller, useForm, type UseFormReturn } from "react-hook-form";
import { z } from "zod";

import { ChoiceSelect } from "@/components/common/choice-select";
import { DialogForm } from "@/components/common/dialog-form";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { useGroups } from "@/features/groups/api";
import { useAddProjectMember } from "@/features/projects/api";
import type { ProjectMemberAdd } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";
import { errorBelowForm, showAtField } from "@/lib/field-errors";
import { PROJECT_ROLE_NAMES, PROJECT_ROLES } from "@/lib/project-role";

const schema = z
  .object({
    kind: z.enum(["person", "group"]),
    email: z.string().trim(),
    group_id: z.string(),
    role: z.enum(["viewer", "editor", "owner"]),
  })
  .refine(({ kind, email }) => kind !== "person" || z.email().safeParse(email).success, {
    path: ["email"],
    message: "Enter an email address.",
  })
  .refine(({ kind, group_id }) => kind !== "group" || group_id !== "", {
    path: ["group_id"],
    message: "Choose a group.",
  });

type MemberValues = z.infer<typeof schema>;

function bodyOf({ kind, email, group_id, role }: MemberValues): ProjectMemberAdd {
  return kind === "person" ? { email, role } : { group_id, role };
}

const FIELD_OF = { user_not_found: "email" } as const;

type AddMemberDialogProps = {
  projectId: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

export function AddMemberDialog({ projectId, open, onOpenChange }: AddMemberDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title="Add member"
        description="A person with an account here, or a whole group."
      >
        <AddForm projectId={projectId} onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

function AddForm({ projectId, onDone }: { projectId: string; onDone: () => void }) {
  const add = useAddProjectMember(projectId);
  const canReadGroups = useCan("groups:read");
  const form = useForm<MemberValues>({
    resolver: zodResolver(schema),
    defaultValues: { kind: "person", email: "", group_id: "", role: "viewer" },
  });
  const submit = form.handleSubmit((values) =>
    add.mutate(bodyOf(values), {
      onSuccess: onDone,
      onError: (error) => showAtField(form, error, FIELD_OF),
    }),
  );
  return (
    <DialogForm
      onSubmit={submit}
      action="Add member"
      pending={add.isPending}
      error={errorBelowForm(add.error, FIELD_OF)}
      testId="add-member"
    >
      <Controller
        control={form.control}
        name="kind"
        render={({ field }) => (
          <Tabs value={field.value} onValueChange={field.onChange}>
            <TabsList>
              <TabsTrigger value="person">Person</TabsTrigger>
              {canReadGroups && <TabsTrigger value="group">Group</TabsTrigger>}
            </TabsList>
            <TabsContent value="person" className="pt-4">
              <Field label="Email" error={form.formState.errors.email?.message}>
                {(control) => (
                  <Input
                    {...control}
                    type="email"
                    autoFocus
                    autoComplete="off"
                    placeholder="sam@example.com"
                    {...form.register("email")}
                  />
                )}
              </Field>
            </TabsContent>
            <TabsContent value="group" className="pt-4">
              <GroupField form={form} />
            </TabsContent>
          </Tabs>
        )}
      />
      <Controller
        control={form.control}
        name="role"
        render={({ field }) => (
          <Field label="Role" hint={PROJECT_ROLES[field.value].note}>
            {(control) => (
              <ChoiceSelect
                control={control}
                value={field.value}
                onChange={field.onChange}
                choices={PROJECT_ROLE_NAMES.map((value) => ({
                  value,
                  label: PROJECT_ROLES[value].label,
                }))}
                testId="member-role"
              />
            )}
          </Field>
        )}
      />
    </DialogForm>
  );
}

function GroupField({ form }: { form: UseFormReturn<MemberValues> }) {
  const groups = useGroups();
  const items = groups.data?.items ?? [];
  return (
    <Controller
      control={form.control}
      name="group_id"
      render={({ field, fieldState }) => (
        <Field
          label="Group"
          error={fieldState.error?.message ?? groups.error?.message}
          hint={groups.data && items.length === 0 ? "There is no group yet." : undefined}
        >
          {(control) => (
            <ChoiceSelect
              control={control}
              value={field.value}
              onChange={field.onChange}
              placeholder="Choose a group"
              choices={items.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
        </Field>
      )}
    />
  );
}
