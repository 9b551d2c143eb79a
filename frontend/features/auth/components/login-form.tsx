"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod";

import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useLogin } from "@/features/auth/api";
import { toApiError } from "@/lib/api/errors";
import { formatCountdown } from "@/lib/format";
import { useCountdown } from "@/lib/use-countdown";

const schema = z.object({
  email: z.email("Enter your email address."),
  password: z.string().min(1, "Enter your password."),
});

/** When a locked sign-in opens again, in milliseconds since the epoch; null when it is open. */
function lockedUntil(error: unknown): number | null {
  const { retryAfter } = toApiError(error);
  return retryAfter === null ? null : Date.now() + retryAfter * 1000;
}

export function LoginForm() {
  const login = useLogin();
  const [deadline, setDeadline] = useState<number | null>(null);
  const secondsLeft = useCountdown(deadline);
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
      onSubmit={form.handleSubmit((values) => {
        if (secondsLeft > 0) return;
        login.mutate(values, { onError: (error) => setDeadline(lockedUntil(error)) });
      })}
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
      <p className="-mt-2 text-right text-[13px]">
        <Link
          className="rounded-sm text-muted-foreground hover:text-foreground hover:underline"
          href="/forgot-password"
        >
          Forgot your password?
        </Link>
      </p>
      {login.error && deadline === null && <ErrorState error={login.error} />}
      {deadline !== null && <LockedNote secondsLeft={secondsLeft} />}
      <Button
        type="submit"
        variant="primary"
        size="lg"
        pending={login.isPending}
        disabled={secondsLeft > 0}
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

function LockedNote({ secondsLeft }: { secondsLeft: number }) {
  return (
    <div
      role="status"
      data-testid="login-locked"
      className="rounded-lg border bg-warning-soft/60 px-4 py-3"
    >
      {secondsLeft > 0 ? (
        <>
          <p className="font-medium">Too many attempts failed</p>
          <p className="text-muted-foreground">
            You can try again in{" "}
            <span className="font-mono text-[13px] text-foreground tabular-nums">
              {formatCountdown(secondsLeft)}
            </span>
            , or choose a new password.
          </p>
        </>
      ) : (
        <p className="font-medium">You can try again now.</p>
      )}
    </div>
  );
}
