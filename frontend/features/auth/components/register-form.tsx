"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useForm } from "react-hook-form";
import { z } from "zod";

import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useAuthConfig, useRegister, type Registration } from "@/features/auth/api";
import { newPassword, PASSWORD_MIN_LENGTH } from "@/features/auth/password-schema";
import { errorBelowForm, showAtField } from "@/lib/field-errors";

function registrationSchema(minLength: number) {
  return z.object({
    full_name: z.string().trim().min(1, "Enter your name."),
    email: z.email("Enter your email address."),
    password: newPassword(minLength),
  });
}

const FIELD_OF = { email_taken: "email", weak_password: "password" } as const;

export function RegisterForm() {
  const config = useAuthConfig().data;
  const minLength = config?.password_min_length ?? PASSWORD_MIN_LENGTH;
  const register = useRegister();
  const query = useSearchParams().toString();
  const form = useForm<Registration>({
    resolver: zodResolver(registrationSchema(minLength)),
    defaultValues: { full_name: "", email: "", password: "" },
  });
  const { errors } = form.formState;
  const below = errorBelowForm(register.error, FIELD_OF);

  if (config?.registration === "closed" && config.has_users) return <RegistrationClosed />;
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={form.handleSubmit((values) =>
        register.mutate(values, { onError: (error) => showAtField(form, error, FIELD_OF) }),
      )}
    >
      {config && !config.has_users && (
        <p className="rounded-lg border bg-surface px-3 py-2.5 text-[13px] text-muted-foreground">
          This is the first account on this server, so it becomes its{" "}
          <strong className="font-medium text-foreground">super admin</strong>.
        </p>
      )}
      <Field label="Full name" error={errors.full_name?.message}>
        {(control) => (
          <Input
            {...control}
            autoComplete="name"
            autoFocus
            className="h-10"
            {...form.register("full_name")}
          />
        )}
      </Field>
      <Field label="Email" error={errors.email?.message}>
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="username"
            className="h-10"
            {...form.register("email")}
          />
        )}
      </Field>
      <Field
        label="Password"
        hint={`At least ${minLength} characters. A sentence you remember works well.`}
        error={errors.password?.message}
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="new-password"
            className="h-10"
            {...form.register("password")}
          />
        )}
      </Field>
      {below != null && <ErrorState error={below} />}
      <Button
        type="submit"
        variant="primary"
        size="lg"
        pending={register.isPending}
        data-testid="register-submit"
      >
        Create account
      </Button>
      <p className="text-muted-foreground">
        Have an account?{" "}
        <Link
          className="font-medium text-primary-text hover:underline"
          href={query ? `/login?${query}` : "/login"}
        >
          Sign in
        </Link>
      </p>
    </form>
  );
}

function RegistrationClosed() {
  return (
    <div className="rounded-lg border p-4">
      <p className="font-medium">Registration is closed on this server</p>
      <p className="mt-1 text-muted-foreground">Ask an administrator for an account.</p>
      <Button asChild className="mt-4">
        <Link href="/login">Sign in</Link>
      </Button>
    </div>
  );
}
