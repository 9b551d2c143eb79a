"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTheme } from "next-themes";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { z } from "zod";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { ChoiceSelect } from "@/components/common/choice-select";
import { ErrorState } from "@/components/common/error-state";
import { FactList } from "@/components/common/facts";
import { FormSection } from "@/components/common/form-section";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { THEMES, type ThemeName } from "@/components/common/theme-menu";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useModels } from "@/features/models/api";
import { canGenerate } from "@/features/models/labels";
import { useUpdateProfile } from "@/features/profile/api";
import { PasswordForm } from "@/features/profile/components/password-form";
import { SignedInClients } from "@/features/profile/components/signed-in-clients";
import { preferencesOf, useChooseTheme } from "@/features/profile/preferences";
import type { User } from "@/lib/api/types";
import { useCan, useSession } from "@/lib/api/use-session";
import { ROLES, TIERS } from "@/lib/roles";

/** The caller's own account: name, preferences, password, where they are signed in. */
export function Profile() {
  const { user } = useSession();
  const canReadModels = useCan("models:read");
  if (!user) return null;
  return (
    <PageBody>
      <Breadcrumbs items={[{ label: "Profile" }]} />
      <PageHeader title="Profile" description={user.email} />
      <div className="max-w-4xl">
        <FormSection title="You" description="How others see you.">
          <NameForm user={user} />
          <FactList
            facts={[
              { label: "Email", value: user.email },
              { label: "Role", value: `${ROLES[user.role].label}: ${ROLES[user.role].note}` },
              { label: "Tier", value: TIERS[user.tier] },
            ]}
          />
        </FormSection>
        <FormSection title="Preferences" description="Kept in your account, on every machine.">
          <ThemeField />
          {canReadModels && <DefaultModelField user={user} />}
        </FormSection>
        <FormSection title="Password" description="Changing it signs you out everywhere else.">
          <PasswordForm email={user.email} />
        </FormSection>
        <FormSection title="Signed in" description="The browsers and programs that are you.">
          <SignedInClients />
        </FormSection>
      </div>
    </PageBody>
  );
}

const nameSchema = z.object({
  full_name: z.string().trim().min(1, "Enter your name.").max(200, "Use at most 200 characters."),
});

function NameForm({ user }: { user: User }) {
  const update = useUpdateProfile();
  const form = useForm({
    resolver: zodResolver(nameSchema),
    defaultValues: { full_name: user.full_name },
  });
  const submit = form.handleSubmit((values) =>
    update.mutate(values, {
      onSuccess: () => {
        form.reset(values);
        toast.success("Name saved");
      },
    }),
  );
  return (
    <form noValidate onSubmit={submit} className="grid gap-3">
      <Field label="Full name" error={form.formState.errors.full_name?.message}>
        {(control) => (
          <div className="flex max-w-md gap-2">
            <Input {...control} autoComplete="name" {...form.register("full_name")} />
            <Button type="submit" pending={update.isPending} disabled={!form.formState.isDirty}>
              Save name
            </Button>
          </div>
        )}
      </Field>
      {update.error && <ErrorState error={update.error} />}
    </form>
  );
}

function ThemeField() {
  const { theme } = useTheme();
  const choose = useChooseTheme();
  return (
    <Field label="Theme">
      {(control) => (
        <ChoiceSelect<ThemeName>
          control={control}
          value={(theme as ThemeName | undefined) ?? "system"}
          onChange={choose}
          choices={THEMES}
          className="max-w-md"
          testId="theme-preference"
        />
      )}
    </Field>
  );
}

const NO_MODEL = "none";

function DefaultModelField({ user }: { user: User }) {
  const models = useModels();
  const update = useUpdateProfile();
  const choices = models.data?.items.filter(canGenerate) ?? [];
  const preferences = preferencesOf(user);
  const isKnown = choices.some(({ id }) => id === preferences.default_model_id);
  return (
    <>
      <Field label="Default model" hint="Chosen from the start in new deployments.">
        {(control) => (
          <ChoiceSelect
            control={control}
            value={isKnown ? (preferences.default_model_id ?? NO_MODEL) : NO_MODEL}
            disabled={update.isPending || !models.data}
            onChange={(id) =>
              update.mutate({
                preferences: { ...preferences, default_model_id: id === NO_MODEL ? null : id },
              })
            }
            choices={[
              { value: NO_MODEL, label: "None" },
              ...choices.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            className="max-w-md"
          />
        )}
      </Field>
      {(models.error ?? update.error) && <ErrorState error={models.error ?? update.error} />}
    </>
  );
}
