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
import { useLogin } from "@/features/auth/api";

const schema = z.object({
  email: z.email("Enter your email address."),
  password: z.string().min(1, "Enter your password."),
});

export function LoginForm() {
  const login = useLogin();
  const query = useSearchParams().toString();
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { email: "", password: "" },
  });
  const { errors } = form.formState;
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={form.handleSubmit((values) => login.mutate(values))}
    >
      <Field label="Email" error={errors.email?.message}>
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="username"
            autoFocus
            className="h-10"
            {...form.register("email")}
          />
        )}
      </Field>
      <Field label="Password" error={errors.password?.message}>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="current-password"
            className="h-10"
            {...form.register("password")}
          />
        )}
      </Field>
      {login.error && <ErrorState error={login.error} />}
      <Button
        type="submit"
        variant="primary"
        size="lg"
        pending={login.isPending}
        data-testid="login-submit"
      >
        Sign in
      </Button>
      <p className="text-muted-foreground">
        No account yet?{" "}
        <Link
          className="font-medium text-primary-text hover:underline"
          href={query ? `/register?${query}` : "/register"}
        >
          Create one
        </Link>
      </p>
    </form>
  );
}
