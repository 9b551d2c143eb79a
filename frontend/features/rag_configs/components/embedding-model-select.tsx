"use client";

import { CircleAlert, CircleCheck } from "lucide-react";

import { ChoiceSelect } from "@/components/common/choice-select";
import type { FieldControl } from "@/components/ui/field";
import { useEmbeddingModels } from "@/features/rag_configs/api";
import type { EmbeddingModel } from "@/lib/api/types";
import { formatNumber } from "@/lib/format";

const INHERIT = "inherit";

type EmbeddingModelSelectProps = {
  control: FieldControl;
  value: string | null;
  onChange: (name: string | null) => void;
  /** What is written for no choice of one's own; without it there is always a choice. */
  inheritLabel?: string;
  disabled?: boolean;
};

/** A choice among the embedding models; those that are not ready say so. */
export function EmbeddingModelSelect(props: EmbeddingModelSelectProps) {
  const { control, value, onChange, inheritLabel, disabled } = props;
  const models = useEmbeddingModels();
  const none = inheritLabel ? [{ value: INHERIT, label: inheritLabel }] : [];
  return (
    <ChoiceSelect
      control={control}
      value={value ?? (inheritLabel ? INHERIT : "")}
      disabled={disabled}
      placeholder="Choose a model"
      onChange={(name) => onChange(name === INHERIT ? null : name)}
      choices={[
        ...none,
        ...(models.data?.items ?? []).map((model) => ({
          value: model.name,
          label: model.title,
          note: modelNote(model),
        })),
      ]}
      testId="embedding-model"
    />
  );
}

function modelNote({ dimension, ready }: EmbeddingModel): string {
  return ready ? `${formatNumber(dimension)} dimensions` : "not ready";
}

/** Whether a model can be used now, and what to do when it cannot. */
export function ModelReadiness({ model }: { model: EmbeddingModel }) {
  if (model.ready) {
    return (
      <p className="flex items-center gap-1.5 text-[13px] text-success">
        <CircleCheck className="size-3.5" aria-hidden /> Ready
        <span className="text-muted-foreground">
          {formatNumber(model.dimension)} dimensions, reads {formatNumber(model.max_tokens)} tokens
        </span>
      </p>
    );
  }
  return (
    <div className="flex gap-1.5 text-[13px]" data-testid="model-not-ready">
      <CircleAlert className="mt-0.5 size-3.5 shrink-0 text-warning" aria-hidden />
      <p>
        <span className="text-warning">{model.problem?.message ?? "This model is not ready."}</span>{" "}
        <span className="text-muted-foreground">{model.problem?.remedy}</span>
      </p>
    </div>
  );
}
