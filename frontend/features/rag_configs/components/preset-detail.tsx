"use client";

import { Copy, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { ConfirmDialog } from "@/components/common/confirm-dialog";
import { ErrorState } from "@/components/common/error-state";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { ReadOnlyNote } from "@/components/common/read-only-note";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useDeletePreset, usePreset, useUpdatePreset } from "@/features/rag_configs/api";
import { PresetForm } from "@/features/rag_configs/components/preset-form";
import { PresetSharing } from "@/features/rag_configs/components/preset-list";
import type { Preset } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";

export function PresetDetail({ id }: { id: string }) {
  const preset = usePreset(id);
  return (
    <PageBody>
      <Breadcrumbs
        items={[{ label: "Presets", href: "/presets" }, { label: preset.data?.name ?? "…" }]}
      />
      {preset.error && <ErrorState error={preset.error} onRetry={preset.refetch} />}
      {preset.isPending && <Skeleton className="h-96 w-full" />}
      {preset.data && <DetailContent preset={preset.data} />}
    </PageBody>
  );
}

function readOnlyReason({ built_in, may_change, project_name }: Preset): string | null {
  if (may_change) return null;
  if (built_in) return "This preset is built in. Duplicate it to make changes.";
  return `Only its maker and editors of “${project_name}” change this preset.`;
}

function DetailContent({ preset }: { preset: Preset }) {
  const update = useUpdatePreset(preset.id);
  const canCreate = useCan("knowledge:write");
  return (
    <>
      <PageHeader
        title={preset.name}
        description={preset.description}
        badge={<PresetSharing preset={preset} />}
        actions={
          <>
            {canCreate && (
              <Button asChild>
                <Link href={`/presets/new?from=${preset.id}`}>
                  <Copy /> Duplicate
                </Link>
              </Button>
            )}
            {preset.may_change && <DeleteButton preset={preset} />}
          </>
        }
      />
      <ReadOnlyNote reason={readOnlyReason(preset)} />
      <PresetForm
        values={{
          name: preset.name,
          description: preset.description,
          projectId: preset.project_id,
          own: preset.config,
        }}
        action="Save preset"
        readOnly={!preset.may_change}
        save={{
          ...update,
          mutate: (body) =>
            update.mutate(body, {
              onSuccess: () =>
                toast.success("Preset saved", {
                  description: "It holds for documents that are read from now on.",
                }),
            }),
        }}
      />
    </>
  );
}

function DeleteButton({ preset }: { preset: Preset }) {
  const router = useRouter();
  const remove = useDeletePreset();
  const [confirming, setConfirming] = useState(false);
  return (
    <>
      <Button onClick={() => setConfirming(true)}>
        <Trash2 /> Delete
      </Button>
      <ConfirmDialog
        open={confirming}
        onOpenChange={setConfirming}
        title="Delete this preset?"
        description={`“${preset.name}” can no longer be chosen. What was read with it stays as it is.`}
        action="Delete preset"
        onConfirm={async () => {
          await remove.mutateAsync(preset.id);
          router.push("/presets");
        }}
      />
    </>
  );
}
