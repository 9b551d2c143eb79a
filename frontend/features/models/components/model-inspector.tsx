"use client";

import { Play, RotateCw } from "lucide-react";
import { useState } from "react";

import { CopyableId } from "@/components/common/copy-button";
import { ErrorState } from "@/components/common/error-state";
import { FactList } from "@/components/common/facts";
import { Inspector } from "@/components/common/inspector";
import { RelativeTime } from "@/components/common/relative-time";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { useModelHealth, useModelTest } from "@/features/models/api";
import { ModelHealthBadge } from "@/features/models/components/model-health";
import { canGenerate, MODEL_TYPES, PROVIDERS } from "@/features/models/labels";
import type { Model } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";
import { formatDuration } from "@/lib/format";

type ModelInspectorProps = { model: Model; onClose: () => void };

/** Facts, health and a test prompt of the chosen model. */
export function ModelInspector({ model, onClose }: ModelInspectorProps) {
  const canTest = useCan("models:test");
  return (
    <Inspector
      title={model.name}
      note={model.description}
      onClose={onClose}
      testId="model-inspector"
    >
      <div className="px-4 py-3">
        <HealthSection id={model.id} />
        <FactList facts={modelFacts(model)} />
      </div>
      {canTest && canGenerate(model) && <TestSection key={model.id} model={model} />}
    </Inspector>
  );
}

function modelFacts(model: Model) {
  return [
    { label: "Type", value: MODEL_TYPES[model.model_type] },
    { label: "Provider", value: PROVIDERS[model.provider] },
    { label: "Model id", value: <span className="font-mono text-xs">{model.model_id}</span> },
    {
      label: "Endpoint",
      value: <span className="font-mono text-xs">{model.endpoint_url ?? "this server"}</span>,
    },
    { label: "Version", value: model.version || "–" },
    ...Object.entries(model.config).map(([key, value]) => ({
      label: key.replaceAll("_", " "),
      value: <span className="font-mono text-xs">{JSON.stringify(value)}</span>,
    })),
    { label: "Registered", value: <RelativeTime iso={model.created_at} /> },
    { label: "Id", value: <CopyableId id={model.id} /> },
  ];
}

function HealthSection({ id }: { id: string }) {
  const health = useModelHealth(id);
  return (
    <div className="mb-2 flex items-center gap-2 text-[13px]">
      <ModelHealthBadge id={id} />
      <span className="min-w-0 flex-1 truncate text-muted-foreground">{health.data?.message}</span>
      <Button
        size="sm"
        pending={health.isFetching}
        onClick={() => void health.refetch()}
        aria-label="Check health again"
      >
        {!health.isFetching && <RotateCw />} Check
      </Button>
    </div>
  );
}

function TestSection({ model }: { model: Model }) {
  const [prompt, setPrompt] = useState("In one sentence: what are you good at?");
  const test = useModelTest(model.id);
  return (
    <form
      className="grid gap-3 border-t px-4 py-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (prompt.trim()) test.mutate(prompt.trim());
      }}
    >
      <Field label="Test prompt" hint="Goes straight to the model, without documents.">
        {(control) => (
          <Textarea
            {...control}
            value={prompt}
            onChange={(event) => setPrompt(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" pending={test.isPending} className="justify-self-start">
        {!test.isPending && <Play />} Run test
      </Button>
      {test.error && <ErrorState error={test.error} />}
      {test.data && (
        <div className="rounded-lg border bg-surface p-3">
          <p className="whitespace-pre-wrap">{test.data.output}</p>
          <p className="mt-2 font-mono text-xs text-muted-foreground">
            {formatDuration(test.data.latency_ms)} · {test.data.prompt_tokens} in ·{" "}
            {test.data.completion_tokens} out
          </p>
        </div>
      )}
    </form>
  );
}
