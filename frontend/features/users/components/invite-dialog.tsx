"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { z } from "zod";

import { ChoiceSelect } from "@/components/common/choice-select";
import { DialogForm } from "@/components/common/dialog-form";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useInviteUser } from "@/features/users/api";
import { InvitationLink, type Invitation } from "@/features/users/components/invitation-link";
import { roleChoices } from "@/features/users/role-choices";
import { useSession } from "@/lib/api/use-session";
import { errorBelowForm, showAtField } from "@/lib/field-errors";
import { ROLE_NAMES, ROLES, TIER_NAMES, TIERS } from "@/lib/roles";

const SERVER_DEFAULT = "default";

const schema = z.object({
  email: z.email("Enter an email address."),
  full_name: z.string().trim().max(200, "Use at most 200 characters."),
  role: z.enum(ROLE_NAMES),
  tier: z.enum([SERVER_DEFAULT, ...TIER_NAMES]),
});

type InviteValues = z.infer<typeof schema>;

const FIELD_OF = { email_taken: "email", role_too_high: "role" } as const;

type InviteDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** Makes an account; its owner chooses the password through the link that is then shown. */
export function InviteDialog({ open, onOpenChange }: InviteDialogProps) {
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  return (
    <>
      <Dialog open={open} onOpenChange={onOpenChange}>
        <DialogContent
          title="Invite user"
          description="They choose their own password through a link."
        >
          <InviteForm
            onInvited={(made) => {
              setInvitation(made);
              onOpenChange(false);
            }}
          />
        </DialogContent>
      </Dialog>
      {invitation && <InvitationLink invitation={invitation} onDone={() => setInvitation(null)} />}
    </>
  );
}

function InviteForm({ onInvited }: { onInvited: (invitation: Invitation) => void }) {
  const invite = useInviteUser();
  const giver = useSession().user?.role;
  const form = useForm<InviteValues>({
    resolver: zodResolver(schema),
    defaultValues: { email: "", full_name: "", role: "user", tier: SERVER_DEFAULT },
  });
  const { errors } = form.formState;
  const submit = form.handleSubmit(({ tier, ...values }) =>
    invite.mutate(
      { ...values, tier: tier === SERVER_DEFAULT ? null : tier },
      {
        onSuccess: ({ user, invitation_link, mail_sent }) =>
          onInvited({ email: user.email, link: invitation_link, mailSent: mail_sent }),
        onError: (error) => showAtField(form, error, FIELD_OF),
      },
    ),
  );
  return (
    <DialogForm
      onSubmit={submit}
      action="Invite user"
      pending={invite.isPending}
      error={errorBelowForm(invite.error, FIELD_OF)}
      testId="invite-user"
    >
      <Field label="Email" error={errors.email?.message}>
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
      <Field label="Full name" hint="They can change it." error={errors.full_name?.message}>
        {(control) => <Input {...control} autoComplete="off" {...form.register("full_name")} />}
      </Field>
      <Controller
        control={form.control}
        name="role"
        render={({ field, fieldState }) => (
          <Field label="Role" hint={ROLES[field.value].note} error={fieldState.error?.message}>
            {(control) => (
              <ChoiceSelect
                control={control}
                value={field.value}
                onChange={field.onChange}
                choices={roleChoices(giver)}
                testId="invite-role"
              />
            )}
          </Field>
        )}
      />
      <Controller
        control={form.control}
        name="tier"
        render={({ field }) => (
          <Field label="Tier" hint="How much they may use.">
            {(control) => (
              <ChoiceSelect
                control={control}
                value={field.value}
                onChange={field.onChange}
                choices={[
                  { value: SERVER_DEFAULT, label: "As this server sets it" },
                  ...TIER_NAMES.map((value) => ({ value, label: TIERS[value] })),
                ]}
              />
            )}
          </Field>
        )}
      />
    </DialogForm>
  );
}
