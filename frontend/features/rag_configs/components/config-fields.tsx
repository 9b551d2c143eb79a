"use client";

import { ChoiceSelect } from "@/components/common/choice-select";
import { InheritingField } from "@/components/common/inheriting-field";
import { Input } from "@/components/ui/input";
import { DEFAULTS, type ConfigField, type ConfigLayer } from "@/features/rag_configs/inheritance";
import { STRATEGIES, STRATEGY_NAMES } from "@/features/rag_configs/words";
import type { ChunkStrategy, ConfigOverrides } from "@/lib/api/types";
import { formatNumber } from "@/lib/format";
import { effective, inherit, withField } from "@/lib/layers";

const INHERIT = "inherit";

export type ConfigFieldsProps = {
  own: ConfigOverrides;
  onChange: (own: ConfigOverrides) => void;
  /** What is inherited from, the strongest last. */
  layers?: readonly ConfigLayer[];
  errors?: Partial<Record<ConfigField, string>>;
  disabled?: boolean;
};

const DEFAULT_LAYERS = [DEFAULTS];

/** How documents are split. A field that is left empty inherits, and says from where. */
export function ChunkFields({
  own,
  onChange,
  layers = DEFAULT_LAYERS,
  ...rest
}: ConfigFieldsProps) {
  const strategy = effective("chunk_strategy", own, layers);
  const fields = { own, onChange, layers, ...rest };
  return (
    <>
      <StrategyField {...fields} />
      <div className="grid gap-4 sm:grid-cols-2">
        <SizeField
          {...fields}
          field="chunk_size"
          label="Chunk size"
          note="Tokens in one passage."
        />
        <SizeField
          {...fields}
          field="chunk_overlap"
          label="Overlap"
          note="Tokens that neighbours share."
        />
        {strategy === "parent_child" && (
          <SizeField
            {...fields}
            field="parent_size"
            label="Parent size"
            note="Tokens given to the model around a hit."
          />
        )}
      </div>
    </>
  );
}

type OneFieldProps = ConfigFieldsProps & { layers: readonly ConfigLayer[] };

function StrategyField(props: OneFieldProps) {
  const { own, onChange, layers, disabled } = props;
  const inherited = inherit("chunk_strategy", layers).value ?? "recursive";
  return (
    <InheritingField
      {...props}
      field="chunk_strategy"
      label="Strategy"
      error={props.errors?.chunk_strategy}
    >
      {(control) => (
        <ChoiceSelect<ChunkStrategy | typeof INHERIT>
          control={control}
          value={own.chunk_strategy ?? INHERIT}
          disabled={disabled}
          onChange={(value) =>
            onChange(withField(own, "chunk_strategy", value === INHERIT ? null : value))
          }
          choices={[
            { value: INHERIT, label: `${STRATEGIES[inherited].label}`, note: "inherited" },
            ...STRATEGY_NAMES.map((value) => ({ value, ...STRATEGIES[value] })),
          ]}
          testId="chunk-strategy"
        />
      )}
    </InheritingField>
  );
}

type SizeFieldProps = OneFieldProps & {
  field: "chunk_size" | "chunk_overlap" | "parent_size";
  label: string;
  note: string;
};

function SizeField(props: SizeFieldProps) {
  const { own, onChange, layers, disabled, field } = props;
  const inherited = inherit(field, layers).value;
  return (
    <InheritingField {...props} error={props.errors?.[field]}>
      {(control) => (
        <Input
          {...control}
          type="number"
          inputMode="numeric"
          min={0}
          className="font-mono"
          disabled={disabled}
          placeholder={inherited == null ? undefined : formatNumber(inherited)}
          value={own[field] ?? ""}
          onChange={({ target }) =>
            onChange(withField(own, field, target.value === "" ? null : target.valueAsNumber))
          }
          data-testid={field}
        />
      )}
    </InheritingField>
  );
}

type PrefixFieldsProps = ConfigFieldsProps & {
  /** What the embedding model itself wants before a question and a passage. */
  modelPrefixes?: { query_prefix: string; passage_prefix: string };
};

/** What is put before questions and passages; empty leaves it to the model. */
export function PrefixFields({
  layers = DEFAULT_LAYERS,
  modelPrefixes,
  ...rest
}: PrefixFieldsProps) {
  const ofModel: ConfigLayer = { name: "the model", config: modelPrefixes ?? {} };
  const fields = { ...rest, layers: [ofModel, ...layers] };
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <PrefixField {...fields} field="query_prefix" label="Before questions" />
      <PrefixField {...fields} field="passage_prefix" label="Before passages" />
    </div>
  );
}

type PrefixFieldProps = OneFieldProps & { field: "query_prefix" | "passage_prefix"; label: string };

function PrefixField(props: PrefixFieldProps) {
  const { own, onChange, layers, disabled, field } = props;
  return (
    <InheritingField {...props} error={props.errors?.[field]}>
      {(control) => (
        <Input
          {...control}
          className="font-mono"
          disabled={disabled}
          placeholder={inherit(field, layers).value || "Nothing"}
          value={own[field] ?? ""}
          onChange={({ target }) => onChange(withField(own, field, target.value || null))}
        />
      )}
    </InheritingField>
  );
}
