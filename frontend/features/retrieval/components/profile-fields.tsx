"use client";

import type { ReactNode } from "react";

import { ChoiceSelect } from "@/components/common/choice-select";
import { InheritingField } from "@/components/common/inheriting-field";
import { Input } from "@/components/ui/input";
import { Slider } from "@/components/ui/slider";
import { RerankerField } from "@/features/retrieval/components/reranker-field";
import {
  RANGES,
  type NumberField,
  type ProfileProblems,
  type RetrievalLayer,
} from "@/features/retrieval/profile";
import { FIELD_WORDS, REWRITES, valueText } from "@/features/retrieval/words";
import type { RetrievalOverrides, RetrievalProfile } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import { effective, inherit, withField } from "@/lib/layers";

export type ProfileFieldsProps = {
  own: RetrievalOverrides;
  onChange: (own: RetrievalOverrides) => void;
  /** What is inherited from, the strongest last. */
  layers: readonly RetrievalLayer[];
  errors?: ProfileProblems;
  disabled?: boolean;
  /** Says nothing of what is inherited. */
  quiet?: boolean;
  /** Leaves out what only a conversation makes use of. */
  withoutConversation?: boolean;
  className?: string;
};

/** How passages are found. A field that is left open inherits. */
export function ProfileFields({ className, withoutConversation, ...fields }: ProfileFieldsProps) {
  return (
    <div className={cn("grid grid-cols-1 gap-x-10 gap-y-7", className)}>
      <Group title="How many">
        <SliderField {...fields} field="top_k" />
        <SliderField {...fields} field="candidates" />
        <OptionalNumber {...fields} field="max_per_document" />
        <OptionalNumber {...fields} field="min_similarity" />
      </Group>
      <Group title="Meaning and words">
        <SliderField {...fields} field="dense_weight" />
        <SliderField {...fields} field="keyword_weight" />
        <SliderField {...fields} field="rrf_k" />
      </Group>
      <Group title="Order">
        <RerankerField {...fields} />
        {effective("rerank_model_id", fields.own, fields.layers) && (
          <SliderField {...fields} field="rerank_candidates" />
        )}
        <SliderField {...fields} field="diversity" />
      </Group>
      <Group title="What is read around a hit">
        <SliderField {...fields} field="neighbours" />
        <ParentsField {...fields} />
        {!withoutConversation && <RewriteField {...fields} />}
      </Group>
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="grid min-w-0 grid-cols-1 content-start gap-4">
      <legend className="mb-3 w-full border-b pb-1.5 text-xs text-muted-foreground">{title}</legend>
      {children}
    </fieldset>
  );
}

type OneFieldProps = Omit<ProfileFieldsProps, "className" | "withoutConversation">;
type NumberFieldProps = OneFieldProps & { field: NumberField };

function NumberInput(props: NumberFieldProps & { control: object; className?: string }) {
  const { own, onChange, layers, field, disabled, control, className } = props;
  const { value, from } = inherit(field, layers);
  return (
    <Input
      {...control}
      {...RANGES[field]}
      type="number"
      inputMode="decimal"
      className={cn("font-mono", className)}
      disabled={disabled}
      placeholder={valueText(field, value)}
      title={own[field] == null ? `From ${from}` : undefined}
      value={own[field] ?? ""}
      onChange={({ target }) =>
        onChange(withField(own, field, target.value === "" ? null : target.valueAsNumber))
      }
      data-testid={`profile-${field}`}
    />
  );
}

function SliderField(props: NumberFieldProps) {
  const { own, onChange, layers, field, errors, disabled } = props;
  const { label, note } = FIELD_WORDS[field];
  return (
    <InheritingField {...props} label={label} note={note} error={errors?.[field]}>
      {(control) => (
        <span className="flex items-center gap-3">
          <Slider
            {...RANGES[field]}
            aria-label={`${label}, slider`}
            disabled={disabled}
            value={effective(field, own, layers) ?? 0}
            onChange={({ target }) => onChange(withField(own, field, target.valueAsNumber))}
          />
          <NumberInput {...props} control={control} className="w-20 shrink-0" />
        </span>
      )}
    </InheritingField>
  );
}

function OptionalNumber(props: NumberFieldProps) {
  const { label, note } = FIELD_WORDS[props.field];
  return (
    <InheritingField {...props} label={label} note={note} error={props.errors?.[props.field]}>
      {(control) => <NumberInput {...props} control={control} />}
    </InheritingField>
  );
}

const INHERIT = "inherit";

function ParentsField(props: OneFieldProps) {
  const { own, onChange, layers, disabled } = props;
  const inherited = inherit("parents", layers).value;
  return (
    <InheritingField {...props} field="parents" {...FIELD_WORDS.parents}>
      {(control) => (
        <ChoiceSelect
          control={control}
          disabled={disabled}
          value={own.parents == null ? INHERIT : own.parents ? "on" : "off"}
          onChange={(value) =>
            onChange(withField(own, "parents", value === INHERIT ? null : value === "on"))
          }
          choices={[
            { value: INHERIT, label: inherited ? "Yes" : "No", note: "inherited" },
            { value: "on", label: "Yes" },
            { value: "off", label: "No" },
          ]}
          testId="profile-parents"
        />
      )}
    </InheritingField>
  );
}

type Rewrite = RetrievalProfile["rewrite"];

function RewriteField(props: OneFieldProps) {
  const { own, onChange, layers, disabled } = props;
  const inherited = inherit("rewrite", layers).value ?? "off";
  return (
    <InheritingField {...props} field="rewrite" {...FIELD_WORDS.rewrite}>
      {(control) => (
        <ChoiceSelect<Rewrite | typeof INHERIT>
          control={control}
          disabled={disabled}
          value={own.rewrite ?? INHERIT}
          onChange={(value) =>
            onChange(withField(own, "rewrite", value === INHERIT ? null : value))
          }
          choices={[
            { value: INHERIT, label: REWRITES[inherited], note: "inherited" },
            ...(Object.keys(REWRITES) as Rewrite[]).map((value) => ({
              value,
              label: REWRITES[value],
            })),
          ]}
          testId="profile-rewrite"
        />
      )}
    </InheritingField>
  );
}
