"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useForm } from "react-hook-form";
import { z } from "zod";

import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useAuthConfig, useConfirmPasswordReset } from "@/features/auth/api";
import { AuthLayout } from "@/features/auth/components/auth-layout";
import { newPassword, PASSWORD_MIN_LENGTH } from "@/features/auth/password-schema";
import { errorBelowForm, showAtField } from "@/lib/field-errors";

/** Where the link of a password reset leads, and that of an invitation. */
export function ResetPassword() {
  const query = useSearchParams();
  const token = query.get("token");
  const invited = query.get("invited") === "1";
  return (
    <AuthLayout
      title={invited ? "Welcome" : "Choose a new password"}
      description={
        invited
          ? "Choose a password; with it you sign in from now on."
          : "You are then signed out wherever you are signed in now."
      }
    >
      {token ? <PasswordForm token={token} invited={invited} /> : <LinkIncomplete />}
    </AuthLayout>
  );
}

function LinkIncomplete() {
  return (
    <div className="rounded-lg border p-4">
      <p className="font-medium">This link is not complete</p>
      <p className="mt-1 text-muted-foreground">
        Open it again from the mail, or ask for a new one.
      </p>
      <Button asChild className="mt-4">
        <Link href="/forgot-password">Ask for a new link</Link>
      </Button>
    </div>
  );
}

const FIELD_OF = { weak_password: "new_password" } as const;

function PasswordForm({ token, invited }: { token: string; invited: boolean }) {
  const minLength = useAuthConfig().data?.password_min_length ?? PASSWORD_MIN_LENGTH;
  const confirm = useConfirmPasswordReset();
  const form = useForm({
    resolver: zodResolver(z.object({ new_password: newPassword(minLength) })),
    defaultValues: { new_password: "" },
  });
  if (confirm.isSuccess) return <PasswordSet />;
  const below = errorBelowForm(confirm.error, FIELD_OF);
  const submit = form.handleSubmit(({ new_password }) =>
    confirm.mutate(
      { token, new_password },
      { onError: (error) => showAtField(form, error, FIELD_OF) },
    ),
  );
  return (
    <form noValidate className="grid gap-4" onSubmit={submit}>
      <Field
        label="New password"
        hint={`At least ${minLength} characters. A sentence you remember works well.`}
        error={form.formState.errors.new_password?.message}
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="new-password"
            autoFocus
            className="h-10"
            {...form.register("new_password")}
          />
        )}
      </Field>
      {below != null && <ErrorState error={below} />}
      <Button
        type="submit"
        variant="primary"
        size="lg"
        pending={confirm.isPending}
        data-testid="set-password"
      >
        {invited ? "Set password" : "Change password"}
      </Button>
    </form>
  );
}

function PasswordSet() {
  return (
    <div className="rounded-lg border p-4" role="status">
      <p className="flex items-center gap-2 font-medium">
        <CircleCheck className="size-4 text-success" aria-hidden /> Your password is set
      </p>
      <p className="mt-1 text-muted-foreground">Sign in with it now.</p>
      <Button asChild variant="primary" className="mt-4">
        <Link href="/login" data-testid="go-to-login">
          Sign in
        </Link>
      </Button>
    </div>
  );
}
