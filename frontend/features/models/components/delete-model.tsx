"use client";

import { useRouter } from "next/navigation";

import { DangerSection } from "@/components/common/danger-section";
import { useDeleteModel } from "@/features/models/api";
import { UseList } from "@/features/models/components/model-uses";
import { useUsesOf } from "@/features/models/uses";
import type { Model } from "@/lib/api/types";
import { plural } from "@/lib/format";

/** Deletes a model that nothing uses; else it names what does. */
export function DeleteModel({ model }: { model: Model }) {
  const router = useRouter();
  const { uses, isPending } = useUsesOf(model);
  const remove = useDeleteModel();
  const isUsed = uses.length > 0;
  return (
    <div className="mt-10 grid gap-3" data-testid="delete-model">
      <DangerSection
        title="Delete model"
        text="Removes it and its stored key. To keep it and take it out of the choice only, let administrators alone choose it."
        question="Delete this model?"
        warning="Its key is deleted with it. Old versions of deployments that answered with it can no longer be rolled back to."
        typedName={model.name}
        onConfirm={async () => {
          await remove.mutateAsync(model.id);
          router.push("/models");
        }}
        blocked={
          isUsed
            ? `It cannot be deleted yet: ${plural(uses.length, "thing uses it", "things use it")}. Give them another model first.`
            : isPending
              ? "Looking for what uses it."
              : null
        }
      >
        {isUsed && (
          <div className="mt-3">
            <UseList uses={uses} />
          </div>
        )}
      </DangerSection>
    </div>
  );
}
