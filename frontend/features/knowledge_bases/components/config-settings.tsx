"use client";

import Link from "next/link";
import { useMemo, useState, type FormEvent } from "react";
import { toast } from "sonner";

import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { useUpdateKnowledgeBase } from "@/features/knowledge_bases/api";
import { useEmbeddingModels, usePreset } from "@/features/rag_configs/api";
import { ChunkPreview } from "@/features/rag_configs/components/chunk-preview";
import { ChunkFields, PrefixFields } from "@/features/rag_configs/components/config-fields";
import { ModelReadiness } from "@/features/rag_configs/components/embedding-model-select";
import { PresetSelect } from "@/features/rag_configs/components/preset-select";
import {
  configProblems,
  decided,
  DEFAULTS,
  isSame,
  type Layer,
} from "@/features/rag_configs/inheritance";
import type { KnowledgeBase } from "@/lib/api/types";

/** What a knowledge base inherits from: the defaults, and over them its preset. */
function useLayers(presetId: string | null): Layer[] {
  const preset = usePreset(presetId).data;
  return useMemo(
    () =>
      preset
        ? [DEFAULTS, { name: `the preset “${preset.name}”`, config: preset.config }]
        : [DEFAULTS],
    [preset],
  );
}

/** How its documents are split and embedded, with what that makes of one of them beside it. */
export function ConfigSettings({ base }: { base: KnowledgeBase }) {
  const [presetId, setPresetId] = useState(base.preset_id);
  const [own, setOwn] = useState(base.overrides);
  const layers = useLayers(presetId);
  const update = useUpdateKnowledgeBase(base.id);
  const problems = configProblems(own, layers);
  const isChanged = presetId !== base.preset_id || !isSame(own, base.overrides);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (Object.keys(problems).length > 0) return;
    update.mutate(
      { preset_id: presetId, config: decided(own) },
      {
        onSuccess: () =>
          toast.success("Settings saved", {
            description:
              "They hold for documents added from now on. Process the others again to apply them.",
          }),
      },
    );
  }

  return (
    <section className="border-t pt-8">
      <h2 className="font-medium">How documents are split and embedded</h2>
      <p className="mt-1 mb-5 max-w-xl text-muted-foreground">
        What is left empty comes from the preset, and from the default where the preset says
        nothing.
      </p>
      <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-[24rem_minmax(0,1fr)]">
        <form noValidate className="grid grid-cols-1 gap-4" onSubmit={submit}>
          <Field
            label="Preset"
            hint={
              <Link href="/presets" className="text-primary-text hover:underline">
                See all presets
              </Link>
            }
          >
            {(control) => (
              <PresetSelect
                control={control}
                value={presetId}
                projectId={base.project_id}
                onChange={setPresetId}
              />
            )}
          </Field>
          <ChunkFields own={own} onChange={setOwn} layers={layers} errors={problems} />
          <ModelFields base={base} own={own} onChange={setOwn} layers={layers} />
          {update.error && <ErrorState error={update.error} />}
          <div>
            <Button
              type="submit"
              variant="primary"
              pending={update.isPending}
              disabled={!isChanged}
              data-testid="save-config"
            >
              Save settings
            </Button>
          </div>
        </form>
        <ChunkPreview presetId={presetId} own={own} knowledgeBaseId={base.id} />
      </div>
    </section>
  );
}

type ModelFieldsProps = {
  base: KnowledgeBase;
  own: KnowledgeBase["overrides"];
  onChange: (own: KnowledgeBase["overrides"]) => void;
  layers: readonly Layer[];
};

function ModelFields({ base, own, onChange, layers }: ModelFieldsProps) {
  const models = useEmbeddingModels();
  const name = base.config.embedding_model;
  const model = models.data?.items.find((candidate) => candidate.name === name);
  return (
    <>
      <div className="grid gap-1">
        <p className="text-[13px] font-medium">Embedding model</p>
        <p className="text-[13px]">
          {model?.title ?? name}{" "}
          <Link href="?tab=index" className="ml-1 text-primary-text hover:underline">
            Change in the index tab
          </Link>
        </p>
        {model && <ModelReadiness model={model} />}
      </div>
      <PrefixFields own={own} onChange={onChange} layers={layers} modelPrefixes={model} />
    </>
  );
}
