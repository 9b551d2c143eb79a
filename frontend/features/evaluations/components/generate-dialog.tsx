"use client";

import { useState, type FormEvent } from "react";
import { toast } from "sonner";

import { ChoiceSelect } from "@/components/common/choice-select";
import { DialogForm } from "@/components/common/dialog-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useGenerateQuestions } from "@/features/evaluations/api";
import { useModels } from "@/features/models/api";
import { canGenerate, PROVIDERS } from "@/features/models/labels";
import type { QuestionSet } from "@/lib/api/types";
import { formatNumber } from "@/lib/format";

const MOST = 200;
const OWN_MODEL = "own";

type GenerateDialogProps = {
  set: QuestionSet;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

export function GenerateDialog({ set, open, onOpenChange }: GenerateDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title="Generate questions"
        description={`A model reads random passages of “${set.knowledge_base_name}” and asks what they answer. Each question knows the passage it came from.`}
      >
        <GenerateForm set={set} onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

function GenerateForm({ set, onDone }: { set: QuestionSet; onDone: () => void }) {
  const [count, setCount] = useState(20);
  const [modelId, setModelId] = useState(OWN_MODEL);
  const [keep, setKeep] = useState(true);
  const models = useModels();
  const generate = useGenerateQuestions(set.id);
  const isWrong = !Number.isInteger(count) || count < 1 || count > MOST;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isWrong) return;
    generate.mutate(
      { count, model_id: modelId === OWN_MODEL ? null : modelId, keep },
      {
        onSuccess: () => {
          toast.success("Questions are being generated", {
            description: "They become a new version when they are done.",
          });
          onDone();
        },
      },
    );
  }

  return (
    <DialogForm
      onSubmit={submit}
      action="Generate questions"
      pending={generate.isPending}
      disabled={isWrong}
      error={generate.error}
      testId="generate-questions"
    >
      <Field label="How many" error={isWrong ? `From 1 to ${MOST}.` : undefined}>
        {(control) => (
          <Input
            {...control}
            type="number"
            min={1}
            max={MOST}
            className="font-mono"
            value={Number.isNaN(count) ? "" : count}
            onChange={({ target }) => setCount(target.valueAsNumber)}
          />
        )}
      </Field>
      <Field label="Model" hint="It reads the passages, so choose one that you trust with them.">
        {(control) => (
          <ChoiceSelect
            control={control}
            value={modelId}
            onChange={setModelId}
            choices={[
              { value: OWN_MODEL, label: "The local model" },
              ...(models.data?.items ?? []).filter(canGenerate).map(({ id, name, provider }) => ({
                value: id,
                label: name,
                note: PROVIDERS[provider],
              })),
            ]}
          />
        )}
      </Field>
      {set.version > 0 && (
        <label className="flex items-center gap-2.5 text-[13px]">
          <Checkbox checked={keep} onCheckedChange={(checked) => setKeep(checked === true)} />
          Keep the {formatNumber(set.question_count)} questions of now beside the new ones
        </label>
      )}
    </DialogForm>
  );
}
