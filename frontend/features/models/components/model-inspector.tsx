"use client";

import { ArrowUpRight } from "lucide-react";
import Link from "next/link";

import { FactList } from "@/components/common/facts";
import { Inspector, InspectorSection } from "@/components/common/inspector";
import { Button } from "@/components/ui/button";
import { useModelHealth } from "@/features/models/api";
import { modelFacts } from "@/features/models/components/model-facts";
import { ModelHealthBadge } from "@/features/models/components/model-health";
import { ModelTestForm } from "@/features/models/components/model-test";
import { healthState } from "@/features/models/health";
import type { Model } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";

type ModelInspectorProps = { model: Model; models: Model[]; onClose: () => void };

/** Facts, health and a test prompt of the chosen model. */
export function ModelInspector({ model, models, onClose }: ModelInspectorProps) {
  const canTest = useCan("models:test");
  const tellsGroups = useCan("models:write");
  return (
    <Inspector
      title={model.name}
      note={model.description}
      onClose={onClose}
      testId="model-inspector"
    >
      <InspectorSection>
        <HealthLine id={model.id} />
        <Button asChild size="sm" className="mt-3">
          <Link href={`/models/${model.id}`} data-testid="open-model">
            Open model <ArrowUpRight />
          </Link>
        </Button>
      </InspectorSection>
      <InspectorSection>
        <FactList facts={modelFacts(model, models, { tellsGroups })} />
      </InspectorSection>
      {canTest && model.model_type !== "embedding" && (
        <InspectorSection>
          <ModelTestForm key={model.id} model={model} />
        </InspectorSection>
      )}
    </Inspector>
  );
}

function HealthLine({ id }: { id: string }) {
  const { data } = useModelHealth(id);
  return (
    <div className="flex flex-wrap items-center gap-2 text-[13px]">
      <ModelHealthBadge id={id} />
      <span className="min-w-0 flex-1 text-muted-foreground">{data && healthState(data).note}</span>
    </div>
  );
}
