"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { Controller, useForm, type UseFormReturn } from "react-hook-form";

import { ChoiceSelect } from "@/components/common/choice-select";
import { CodeBlock } from "@/components/common/code-block";
import { DialogForm } from "@/components/common/dialog-form";
import { SecretDialog } from "@/components/common/secret-dialog";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { useCreateApiKey } from "@/features/api_keys/api";
import { ScopeList } from "@/features/api_keys/components/scope-list";
import {
  ANY_DEPLOYMENT,
  apiKeySchema,
  bodyOf,
  NEW_API_KEY,
  type ApiKeyValues,
} from "@/features/api_keys/form-schema";
import { SCOPE_NAMES, SCOPES } from "@/features/api_keys/scopes";
import { firstCall } from "@/features/api_keys/snippet";
import { useDeployments } from "@/features/deployments/api";
import { publicApiOrigin } from "@/lib/api/origin";
import type { ApiKeyCreated, KeyScope } from "@/lib/api/types";
import { errorBelowForm, showAtField } from "@/lib/field-errors";

type CreateApiKeyProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The deployment that the key is to be bound to, unless another choice is made. */
  deploymentId?: string | null;
};

/** Asks what the key is for, makes it, and shows it this once. */
export function CreateApiKey({ open, onOpenChange, deploymentId }: CreateApiKeyProps) {
  const [created, setCreated] = useState<ApiKeyCreated | null>(null);
  return (
    <>
      <Dialog open={open} onOpenChange={onOpenChange}>
        <DialogContent
          title="Create API key"
          description="Give it no more than the program needs."
          className="max-w-lg"
        >
          <CreateForm
            deploymentId={deploymentId ?? ANY_DEPLOYMENT}
            onCreated={(made) => {
              setCreated(made);
              onOpenChange(false);
            }}
          />
        </DialogContent>
      </Dialog>
      {created && <NewKey created={created} onDone={() => setCreated(null)} />}
    </>
  );
}

function NewKey({ created, onDone }: { created: ApiKeyCreated; onDone: () => void }) {
  const { api_key, key } = created;
  return (
    <SecretDialog
      title={`Your key “${api_key.name}”`}
      secret={key}
      warning="This key is shown once and cannot be read again. Put it where your program keeps its secrets."
      copyLabel="Copy key"
      onDone={onDone}
    >
      <div>
        <h3 className="mb-1.5 text-[13px] font-medium">It may</h3>
        <ScopeList scopes={api_key.scopes} />
        {api_key.deployment && (
          <p className="mt-1.5 text-[13px] text-muted-foreground">
            Only with the deployment “{api_key.deployment.name}”.
          </p>
        )}
      </div>
      <div className="min-w-0">
        <h3 className="mb-1.5 text-[13px] font-medium">Try it</h3>
        <CodeBlock label="curl" text={firstCall(publicApiOrigin(), api_key, key)} />
      </div>
    </SecretDialog>
  );
}

const FIELD_OF = { deployment_not_found: "deployment_id" } as const;

type FormProps = { form: UseFormReturn<ApiKeyValues> };

type CreateFormProps = { deploymentId: string; onCreated: (created: ApiKeyCreated) => void };

function CreateForm({ deploymentId, onCreated }: CreateFormProps) {
  const create = useCreateApiKey();
  const form = useForm<ApiKeyValues>({
    resolver: zodResolver(apiKeySchema),
    defaultValues: { ...NEW_API_KEY, deployment_id: deploymentId },
  });
  const { errors } = form.formState;
  const submit = form.handleSubmit((values) =>
    create.mutate(bodyOf(values), {
      onSuccess: onCreated,
      onError: (error) => showAtField(form, error, FIELD_OF),
    }),
  );
  return (
    <DialogForm
      onSubmit={submit}
      action="Create API key"
      pending={create.isPending}
      error={errorBelowForm(create.error, FIELD_OF)}
      testId="create-api-key"
    >
      <Field label="Name" error={errors.name?.message}>
        {(control) => (
          <Input {...control} autoFocus placeholder="Intranet search" {...form.register("name")} />
        )}
      </Field>
      <Controller
        control={form.control}
        name="scopes"
        render={({ field, fieldState }) => (
          <ScopePicker
            value={field.value}
            onChange={field.onChange}
            error={fieldState.error?.message}
          />
        )}
      />
      <ExpiryFields form={form} />
      <details open={deploymentId !== ANY_DEPLOYMENT}>
        <summary className="w-fit cursor-pointer rounded-sm text-[13px] text-muted-foreground hover:text-foreground">
          Narrow it further
        </summary>
        <div className="mt-3 grid gap-4">
          <DeploymentField form={form} />
          <Field
            label="Allowed networks"
            hint="Addresses or networks such as 10.0.0.0/8, one per line. Empty: from anywhere."
            error={errors.networks?.message}
          >
            {(control) => (
              <Textarea
                {...control}
                className="min-h-16 font-mono text-[13px]"
                {...form.register("networks")}
              />
            )}
          </Field>
        </div>
      </details>
    </DialogForm>
  );
}

type ScopePickerProps = {
  value: KeyScope[];
  onChange: (scopes: KeyScope[]) => void;
  error?: string;
};

function ScopePicker({ value, onChange, error }: ScopePickerProps) {
  const toggle = (scope: KeyScope) =>
    onChange(value.includes(scope) ? value.filter((other) => other !== scope) : [...value, scope]);
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 text-[13px] font-medium">It may</legend>
      <ul className="divide-y rounded-lg border">
        {SCOPE_NAMES.map((scope) => (
          <li key={scope}>
            <label className="flex cursor-pointer items-start gap-3 px-3 py-2 hover:bg-surface">
              <Checkbox
                className="mt-0.5"
                checked={value.includes(scope)}
                onCheckedChange={() => toggle(scope)}
                aria-label={SCOPES[scope].label}
              />
              <span className="min-w-0 text-[13px]">
                <span className="font-medium">{SCOPES[scope].label}</span>{" "}
                <span className="text-muted-foreground">{SCOPES[scope].note}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      {error && (
        <p role="alert" className="text-[13px] text-danger">
          {error}
        </p>
      )}
    </fieldset>
  );
}

const EXPIRY_CHOICES = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "1 year" },
  { value: "custom", label: "Other" },
  { value: "never", label: "Never" },
] as const;

function ExpiryFields({ form }: FormProps) {
  const expiry = form.watch("expiry");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Controller
        control={form.control}
        name="expiry"
        render={({ field }) => (
          <Field
            label="Expires after"
            hint={field.value === "never" ? "Revoke it once it is not needed." : undefined}
          >
            {(control) => (
              <ChoiceSelect
                control={control}
                value={field.value}
                onChange={field.onChange}
                choices={EXPIRY_CHOICES}
              />
            )}
          </Field>
        )}
      />
      {expiry === "custom" && (
        <Field label="Days" error={form.formState.errors.days?.message}>
          {(control) => (
            <Input
              {...control}
              type="number"
              className="font-mono"
              {...form.register("days", { valueAsNumber: true })}
            />
          )}
        </Field>
      )}
    </div>
  );
}

function DeploymentField({ form }: FormProps) {
  const deployments = useDeployments();
  return (
    <Controller
      control={form.control}
      name="deployment_id"
      render={({ field, fieldState }) => (
        <Field
          label="Deployment"
          hint="A key bound to one deployment does nothing else."
          error={fieldState.error?.message ?? deployments.error?.message}
        >
          {(control) => (
            <ChoiceSelect
              control={control}
              value={field.value}
              onChange={field.onChange}
              choices={[
                { value: ANY_DEPLOYMENT, label: "Any that I may use" },
                ...(deployments.data?.items ?? []).map(({ id, name }) => ({
                  value: id,
                  label: name,
                })),
              ]}
            />
          )}
        </Field>
      )}
    />
  );
}
