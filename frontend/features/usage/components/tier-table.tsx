"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import type { ColumnDef } from "@tanstack/react-table";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { toast } from "sonner";

import { DataTable } from "@/components/common/data-table";
import { DialogForm } from "@/components/common/dialog-form";
import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useTiers, useUpdateTier } from "@/features/usage/api";
import {
  LIMITS,
  limitsOf,
  tierSchema,
  valuesOf,
  type TierValues,
} from "@/features/usage/tier-form";
import type { Tier } from "@/lib/api/types";
import { formatNumber, plural } from "@/lib/format";
import { TIERS } from "@/lib/roles";

function columnsFor(onEdit: (tier: Tier) => void): ColumnDef<Tier>[] {
  return [
    {
      id: "name",
      header: "Tier",
      cell: ({ row: { original: tier } }) => (
        <div className="py-1">
          <p className="font-medium">{TIERS[tier.name]}</p>
          <p className="text-muted-foreground">{plural(tier.user_count, "user")}</p>
        </div>
      ),
    },
    ...LIMITS.map(({ name, label }, index) => ({
      id: name,
      header: label,
      cell: ({ row }: { row: { original: Tier } }) => {
        const limit = row.original[name];
        return limit === null ? "No limit" : formatNumber(limit);
      },
      meta: {
        className: `text-right font-mono text-xs ${index > 0 ? "hidden md:table-cell" : ""}`,
      },
    })),
    {
      id: "edit",
      header: () => <span className="sr-only">Actions</span>,
      cell: ({ row: { original: tier } }) => (
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Edit ${TIERS[tier.name]}`}
          title="Edit"
          onClick={() => onEdit(tier)}
        >
          <Pencil />
        </Button>
      ),
      meta: { className: "w-12 text-right" },
    },
  ];
}

/** What each tier allows; a change holds for everybody in it at once. */
export function TierTable() {
  const tiers = useTiers();
  const [editing, setEditing] = useState<Tier | null>(null);
  if (tiers.error) return <ErrorState error={tiers.error} onRetry={tiers.refetch} />;
  return (
    <>
      <p className="mb-4 max-w-2xl text-[13px] text-muted-foreground">
        Requests per minute count questions, searches and uploads, never the opening of pages.
        Administrators are not held up by any limit.
      </p>
      <DataTable
        label="Tiers"
        columns={columnsFor(setEditing)}
        rows={tiers.data?.items}
        rowId={(tier) => tier.name}
        onRowClick={setEditing}
      />
      <Dialog open={editing !== null} onOpenChange={(open) => !open && setEditing(null)}>
        {editing && (
          <DialogContent
            title={`Limits of ${TIERS[editing.name]}`}
            description="A change holds for everybody in this tier at once."
          >
            <TierForm tier={editing} onDone={() => setEditing(null)} />
          </DialogContent>
        )}
      </Dialog>
    </>
  );
}

function TierForm({ tier, onDone }: { tier: Tier; onDone: () => void }) {
  const update = useUpdateTier(tier.name);
  const form = useForm<TierValues>({
    resolver: zodResolver(tierSchema),
    defaultValues: valuesOf(tier),
  });
  const submit = form.handleSubmit((values) =>
    update.mutate(limitsOf(values), {
      onSuccess: () => {
        toast.success(`Limits of ${TIERS[tier.name]} saved`);
        onDone();
      },
    }),
  );
  return (
    <DialogForm
      onSubmit={submit}
      action="Save limits"
      pending={update.isPending}
      error={update.error}
    >
      {LIMITS.map(({ name, label }) => (
        <Field key={name} label={label} error={form.formState.errors[name]?.message}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              placeholder="No limit"
              className="font-mono"
              {...form.register(name)}
            />
          )}
        </Field>
      ))}
    </DialogForm>
  );
}
