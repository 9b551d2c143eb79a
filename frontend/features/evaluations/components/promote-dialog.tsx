"use client";

import { useState } from "react";
import { toast } from "sonner";

import { ChoiceSelect } from "@/components/common/choice-select";
import { ConfirmDialog } from "@/components/common/confirm-dialog";
import { Field } from "@/components/ui/field";
import { useDeployments } from "@/features/deployments/api";
import { usePromote, type PromoteTarget } from "@/features/evaluations/api";
import { useKnowledgeBase } from "@/features/knowledge_bases/api";
import { changedFields } from "@/features/retrieval/profile";
import { changeText } from "@/features/retrieval/words";
import type { EvaluationRun, RetrievalProfile } from "@/lib/api/types";

type PromoteDialogProps = {
  run: EvaluationRun;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Asks before a run's settings become those of a knowledge base or a deployment. */
export function PromoteDialog({ run, open, onOpenChange }: PromoteDialogProps) {
  const base = useKnowledgeBase(open ? run.knowledge_base_id : null);
  const deployments = useDeployments({ projectId: run.project_id });
  const promote = usePromote(run.id);
  const [chosen, setChosen] = useState(run.deployment_id ?? run.knowledge_base_id);
  const targets = (deployments.data?.items ?? []).filter(({ knowledge_base_ids: ids }) =>
    ids.includes(run.knowledge_base_id),
  );
  const current = targets.find(({ id }) => id === chosen)?.retrieval ?? base.data?.config.retrieval;
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
                  label: base.data?.name ?? "The knowledge base",
                  note: "knowledge base",
                },
                ...targets.map(({ id, name }) => ({ value: id, label: name, note: "deployment" })),
              ]}
              testId="promote-target"
            />
          )}
        </Field>
        {current && <Changes current={current} next={run.profile} />}
      </div>
    </ConfirmDialog>
  );
}

type ChangesProps = { current: RetrievalProfile; next: RetrievalProfile };

/** What a promotion changes of the settings that hold now. */
function Changes({ current, next }: ChangesProps) {
  const fields = changedFields(current, next);
  return (
    <div className="rounded-md border bg-surface px-3 py-2 text-[13px]" data-testid="changes">
      {fields.length === 0 ? (
        <p className="text-muted-foreground">It searches with these settings already.</p>
      ) : (
        <ul>
          {fields.map((field) => (
            <li key={field}>{changeText(field, current, next)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
