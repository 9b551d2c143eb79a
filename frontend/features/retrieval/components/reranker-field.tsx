"use client";

import { ChoiceSelect } from "@/components/common/choice-select";
import { InheritingField } from "@/components/common/inheriting-field";
import { useModels } from "@/features/models/api";
import type { ProfileFieldsProps } from "@/features/retrieval/components/profile-fields";
import { FIELD_WORDS } from "@/features/retrieval/words";
import { inherit, withField } from "@/lib/layers";

const INHERIT = "inherit";

type RerankerFieldProps = Pick<
  ProfileFieldsProps,
  "own" | "onChange" | "layers" | "disabled" | "quiet"
>;

/** Which model puts the best passages in order, of those that are registered. */
export function RerankerField(props: RerankerFieldProps) {
  const { own, onChange, layers, disabled } = props;
  const models = useModels();
  const rerankers = (models.data?.items ?? []).filter((model) => model.model_type === "reranker");
  const inherited = inherit("rerank_model_id", layers).value;
  const nameOf = (id: string) =>
    rerankers.find((model) => model.id === id)?.name ?? "Another model";
  const isEmpty = rerankers.length === 0 && !inherited && !own.rerank_model_id;
  return (
    <InheritingField
      {...props}
      field="rerank_model_id"
      label={FIELD_WORDS.rerank_model_id.label}
      note={isEmpty ? "No reranker is registered." : FIELD_WORDS.rerank_model_id.note}
      quiet={props.quiet || isEmpty}
    >
      {(control) => (
        <ChoiceSelect
          control={control}
          disabled={disabled || isEmpty}
          value={own.rerank_model_id ?? INHERIT}
          onChange={(id) => onChange(withField(own, "rerank_model_id", id === INHERIT ? null : id))}
          choices={[
            {
              value: INHERIT,
              label: inherited ? nameOf(inherited) : "None",
              note: isEmpty ? undefined : "inherited",
            },
            ...rerankers.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          testId="profile-reranker"
        />
      )}
    </InheritingField>
  );
}
