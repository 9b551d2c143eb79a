"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { z } from "zod";

import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useAuthConfig } from "@/features/auth/api";
import { newPassword, PASSWORD_MIN_LENGTH } from "@/features/auth/password-schema";
import { useChangePassword } from "@/features/profile/api";
import { errorBelowForm, showAtField } from "@/lib/field-errors";

const EMPTY = { current_password: "", new_password: "" };

const FIELD_OF = { wrong_password: "current_password", weak_password: "new_password" } as const;

export function PasswordForm({ email }: { email: string }) {
  const minLength = useAuthConfig().data?.password_min_length ?? PASSWORD_MIN_LENGTH;
  const change = useChangePassword();
  const form = useForm({
    resolver: zodResolver(
      z.object({
        current_password: z.string().min(1, "Enter your present password."),
        new_password: newPassword(minLength),
      }),
    ),
    defaultValues: EMPTY,
  });
  const { errors } = form.formState;
  const submit = form.handleSubmit((values) =>
    change.mutate(values, {
      onSuccess: () => {
        form.reset(EMPTY);
        toast.success("Password changed", { description: "You are signed out everywhere else." });
      },
      onError: (error) => showAtField(form, error, FIELD_OF),
    }),
  );
  const below = errorBelowForm(change.error, FIELD_OF);
  return (
    <form noValidate onSubmit={submit} className="grid max-w-md gap-4">
      {/* For password managers, which store a password under its account. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <Field label="Present password" error={errors.current_password?.message}>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="current-password"
            {...form.register("current_password")}
          />
        )}
      </Field>
      <Field
        label="New password"
        hint={`At least ${minLength} characters.`}
        error={errors.new_password?.message}
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="new-password"
            {...form.register("new_password")}
          />
        )}
      </Field>
      {below != null && <ErrorState error={below} />}
      <div>
        <Button type="submit" pending={change.isPending}>
          Change password
        </Button>
      </div>
    </form>
  );
}
