"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { MailCheck } from "lucide-react";
import Link from "next/link";
import { useForm } from "react-hook-form";
import { z } from "zod";

import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useRequestPasswordReset } from "@/features/auth/api";

const schema = z.object({ email: z.email("Enter your email address.") });

/** Asks for a link; the answer never tells whether there is such an account. */
export function ForgotPasswordForm() {
  const request = useRequestPasswordReset();
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { email: "" } });
  if (request.data) {
    return (
      <div className="rounded-lg border p-4" role="status">
        <p className="flex items-center gap-2 font-medium">
          <MailCheck className="size-4 text-success" aria-hidden /> Look into your mail
        </p>
        <p className="mt-1 text-muted-foreground">{request.data.message}</p>
        <p className="mt-2 text-[13px] text-muted-foreground">
          Nothing arrives? Ask an administrator for a fresh link: they can make one without mail.
        </p>
        <Button asChild className="mt-4">
          <Link href="/login">Back to sign in</Link>
        </Button>
      </div>
    );
  }
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={form.handleSubmit(({ email }) => request.mutate(email))}
    >
      <Field label="Email" error={form.formState.errors.email?.message}>
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
      {request.error && <ErrorState error={request.error} />}
      <Button type="submit" variant="primary" size="lg" pending={request.isPending}>
        Send link
      </Button>
      <p className="text-muted-foreground">
        <Link className="font-medium text-primary-text hover:underline" href="/login">
          Back to sign in
        </Link>
      </p>
    </form>
  );
}
