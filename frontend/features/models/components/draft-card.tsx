"use client";

import { X } from "lucide-react";

import { ChoiceSelect } from "@/components/common/choice-select";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PriceFields } from "@/features/models/components/price-fields";
import { answers, type DraftProblems, type ModelDraft } from "@/features/models/draft";
import { MODEL_TYPES } from "@/features/models/labels";
import type { RemoteType } from "@/features/models/providers";

type DraftCardProps = {
  draft: ModelDraft;
  types: readonly RemoteType[];
  problems: DraftProblems;
  onChange: (change: Partial<ModelDraft>) => void;
  onRemove: () => void;
};

/** One model that is about to be added: what it is called, what it is, what it costs. */
export function DraftCard({ draft, types, problems, onChange, onRemove }: DraftCardProps) {
  return (
    <fieldset className="rounded-lg border" data-testid="model-draft">
      <legend className="sr-only">{draft.modelId}</legend>
      <div className="flex items-center justify-between gap-2 border-b py-1 pr-1 pl-4">
        <span className="min-w-0 font-mono text-[13px] [overflow-wrap:anywhere]">
          {draft.modelId}
        </span>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Do not add ${draft.modelId}`}
          onClick={onRemove}
        >
          <X />
        </Button>
      </div>
      <div className="grid gap-4 p-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Name" error={problems.name}>
            {(control) => (
              <Input
                {...control}
                maxLength={120}
                value={draft.name}
                onChange={({ target }) => onChange({ name: target.value })}
                data-testid="draft-name"
              />
            )}
          </Field>
          <Field label="Type">
            {(control) => (
              <ChoiceSelect
                control={control}
                value={draft.type}
                onChange={(type) => onChange({ type })}
                choices={types.map((type) => ({ value: type, label: MODEL_TYPES[type] }))}
                testId="draft-type"
              />
            )}
          </Field>
        </div>
        {answers(draft.type) && (
          <ContextField draft={draft} problems={problems} onChange={onChange} />
        )}
        {draft.type === "embedding" && (
          <EmbeddingFields draft={draft} problems={problems} onChange={onChange} />
        )}
        <PriceFields value={draft} onChange={onChange} problems={problems} />
      </div>
    </fieldset>
  );
}

type PartProps = Pick<DraftCardProps, "draft" | "problems" | "onChange">;

function ContextField({ draft, problems, onChange }: PartProps) {
  return (
    <Field
      label="Context length"
      error={problems.contextTokens}
      hint="Tokens it reads and writes together. Empty counts as 8,192."
      className="sm:max-w-xs"
    >
      {(control) => (
        <Input
          {...control}
          inputMode="numeric"
          className="font-mono"
          placeholder="8192"
          value={draft.contextTokens}
          onChange={({ target }) => onChange({ contextTokens: target.value.trim() })}
          data-testid="draft-context"
        />
      )}
    </Field>
  );
}

const EMBEDDING_FIELDS = [
  { name: "dimension", label: "Dimensions", hint: "How many numbers a vector has." },
  { name: "maxTokens", label: "Longest passage", hint: "In tokens; the rest is cut off." },
  { name: "queryPrefix", label: "Before questions", hint: "As its makers say, like “query: ”." },
  { name: "passagePrefix", label: "Before passages", hint: "Like “passage: ”." },
] as const;

function EmbeddingFields({ draft, problems, onChange }: PartProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {EMBEDDING_FIELDS.map(({ name, label, hint }) => (
        <Field key={name} label={label} hint={hint} error={problems[name]}>
          {(control) => (
            <Input
              {...control}
              className="font-mono"
              value={draft[name]}
              onChange={({ target }) => onChange({ [name]: target.value })}
              data-testid={`draft-${name}`}
            />
          )}
        </Field>
      ))}
    </div>
  );
}
