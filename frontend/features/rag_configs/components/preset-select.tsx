"use client";

import { ChoiceSelect } from "@/components/common/choice-select";
import type { FieldControl } from "@/components/ui/field";
import { usePresets } from "@/features/rag_configs/api";
import { splitText } from "@/features/rag_configs/words";

const NONE = "none";

type PresetSelectProps = {
  control: FieldControl;
  value: string | null;
  onChange: (id: string | null) => void;
  /** Only presets that may be used there. */
  projectId: string | undefined;
  disabled?: boolean;
  /** What holds without a preset. */
  noneNote?: string;
};

/** A choice among the presets of a project, or none. */
export function PresetSelect(props: PresetSelectProps) {
  const { control, value, onChange, projectId, disabled, noneNote = "the defaults" } = props;
  const presets = usePresets({ projectId }, projectId !== undefined);
  return (
    <ChoiceSelect
      control={control}
      value={value ?? NONE}
      disabled={disabled}
      onChange={(id) => onChange(id === NONE ? null : id)}
      choices={[
        { value: NONE, label: "No preset", note: noneNote },
        ...(presets.data?.items ?? []).map(({ id, name, resolved }) => ({
          value: id,
          label: name,
          note: splitText(resolved),
        })),
      ]}
      testId="preset-select"
    />
  );
}
