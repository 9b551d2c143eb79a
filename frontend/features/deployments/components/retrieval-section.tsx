"use client";

import { FormSection } from "@/components/common/form-section";
import { useDeploymentLayers } from "@/features/deployments/retrieval-layers";
import { ProfileFields } from "@/features/retrieval/components/profile-fields";
import { profileProblems } from "@/features/retrieval/profile";
import { FIELD_WORDS, valueText } from "@/features/retrieval/words";
import type { RetrievalOverrides } from "@/lib/api/types";
import { decided, effective } from "@/lib/layers";

type RetrievalSectionProps = {
  knowledgeBaseIds: string[];
  value: RetrievalOverrides;
  onChange: (value: RetrievalOverrides) => void;
};

/** How a deployment finds passages, where it should differ from its knowledge base. */
export function RetrievalSection({ knowledgeBaseIds, value, onChange }: RetrievalSectionProps) {
  const layers = useDeploymentLayers(knowledgeBaseIds);
  const problems = profileProblems(value, layers);
  const count = Object.keys(decided(value)).length;
  const topK = effective("top_k", value, layers);
  return (
    <FormSection
      title="Retrieval"
      description={
        knowledgeBaseIds.length > 1
          ? "How passages are found. With several knowledge bases, the defaults hold for what is left open."
          : "How passages are found. What is left open comes from the knowledge base."
      }
    >
      <details
        className="rounded-lg border"
        open={Object.keys(problems).length > 0 || undefined}
        data-testid="deployment-retrieval"
      >
        <summary className="cursor-pointer rounded-lg px-4 py-2.5 text-[13px]">
          {FIELD_WORDS.top_k.label}: {valueText("top_k", topK)}
          <span className="ml-2 text-muted-foreground">
            {count === 0 ? "all inherited" : `${count} set here`}
          </span>
        </summary>
        <div className="border-t px-4 py-4">
          <ProfileFields
            own={value}
            onChange={onChange}
            layers={layers}
            errors={problems}
            className="sm:grid-cols-2"
          />
        </div>
      </details>
    </FormSection>
  );
}
