"use client";

import { useState } from "react";
import { toast } from "sonner";

import { ChoiceSelect } from "@/components/common/choice-select";
import { ConfirmDialog } from "@/components/common/confirm-dialog";
import { Field } from "@/components/ui/field";
import { useDeployments } from "@/features/deployments/api";
import { usePromote, useQuestionSet, type PromoteTarget } from "@/features/evaluations/api";
import { DEFAULT_RETRIEVAL, overridesBetween } from "@/features/retrieval/profile";
import { overridesText } from "@/features/retrieval/words";
import type { EvaluationRun } from "@/lib/api/types";

type PromoteDialogProps = {
  run: EvaluationRun;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Asks before a run's settings become those of a knowledge base or a deployment. */
export function PromoteDialog({ run, open, onOpenChange }: PromoteDialogProps) {
  const set = useQuestionSet(open ? run.question_set_id : undefined);
  const deployments = useDeployments({ projectId: run.project_id });
  const promote = usePromote(run.id);
  const [chosen, setChosen] = useState(run.deployment_id ?? run.knowledge_base_id);
  const targets = (deployments.data?.items ?? []).filter(({ knowledge_base_ids: ids }) =>
    ids.includes(run.knowledge_base_id),
  );
  const body: PromoteTarget = {
    target: chosen === run.knowledge_base_id ? "knowledge_base" : "deployment",
    id: chosen,
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Promote the settings of this run?"
      description={
        <>
          Searches and answers use them from then on. Nothing is indexed anew, and the change stands
          in the audit log.
        </>
      }
      action="Promote settings"
      tone="primary"
      onConfirm={async () => {
        const { name } = await promote.mutateAsync(body);
        toast.success(`“${name}” searches with these settings now`);
      }}
    >
      <div className="grid gap-4">
        <Field label="For">
          {(control) => (
            <ChoiceSelect
              control={control}
              value={chosen}
              onChange={setChosen}
              choices={[
                {
                  value: run.knowledge_base_id,
                  label: set.data?.knowledge_base_name ?? "The knowledge base",
                  note: "knowledge base",
                },
                ...targets.map(({ id, name }) => ({ value: id, label: name, note: "deployment" })),
              ]}
              testId="promote-target"
            />
          )}
        </Field>
        <p className="rounded-md border bg-surface px-3 py-2 text-[13px]">
          {overridesText(overridesBetween(DEFAULT_RETRIEVAL, run.profile)) ||
            "The default settings"}
        </p>
      </div>
    </ConfirmDialog>
  );
}
