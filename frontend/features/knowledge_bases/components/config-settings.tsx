"use client";

import Link from "next/link";
import { useState, type FormEvent } from "react";
import { toast } from "sonner";

import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { useReindex, useUpdateKnowledgeBase } from "@/features/knowledge_bases/api";
import { useBaseLayers } from "@/features/knowledge_bases/config-layers";
import { useEmbeddingModels } from "@/features/rag_configs/api";
import { ChunkPreview } from "@/features/rag_configs/components/chunk-preview";
import { ChunkFields, PrefixFields } from "@/features/rag_configs/components/config-fields";
import { ModelReadiness } from "@/features/rag_configs/components/embedding-model-select";
import { PresetSelect } from "@/features/rag_configs/components/preset-select";
import { configProblems, type ConfigLayer } from "@/features/rag_configs/inheritance";
import { toApiError } from "@/lib/api/errors";
import type { ConfigOverrides, KnowledgeBase } from "@/lib/api/types";
import { plural } from "@/lib/format";
import { decided, isSame } from "@/lib/layers";

/** How its documents are split and embedded, with what that makes of one of them beside it. */
export function ConfigSettings({ base }: { base: KnowledgeBase }) {
  const [presetId, setPresetId] = useState(base.preset_id);
  // How passages are found has a form of its own, whose values are kept as they are.
  const { retrieval, ...saved } = base.overrides;
  const [own, setOwn] = useState<ConfigOverrides>(saved);
  const layers = useBaseLayers(presetId);
  const update = useUpdateKnowledgeBase(base.id);
  const problems = configProblems(own, layers);
  const isChanged = presetId !== base.preset_id || !isSame(own, saved);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (Object.keys(problems).length > 0) return;
    update.mutate(
      { preset_id: presetId, config: { ...decided(own), retrieval } },
      {
        onSuccess: () =>
          toast.success("Settings saved", {
            description:
              "They hold for documents added from now on. Re-index to apply them to the others.",
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
          <div className="flex flex-wrap gap-2">
            <Button
              type="submit"
              variant="primary"
              pending={update.isPending}
              disabled={!isChanged}
              data-testid="save-config"
            >
              Save settings
            </Button>
            <ReindexButton base={base} disabled={isChanged} />
          </div>
        </form>
        <ChunkPreview presetId={presetId} own={own} knowledgeBaseId={base.id} />
      </div>
    </section>
  );
}

/** Applies the saved settings to the documents that were read with others. */
function ReindexButton({ base, disabled }: { base: KnowledgeBase; disabled: boolean }) {
  const reindex = useReindex(base.id);
  if (base.document_count === 0) return null;
  return (
    <Button
      pending={reindex.isPending}
      disabled={disabled}
      title="Read again the documents that were made with other settings"
      onClick={() =>
        reindex.mutate(undefined, {
          onSuccess: ({ queued, unchanged }) =>
            toast.success(
              queued === 0
                ? "Every document is up to date"
                : `${plural(queued, "document")} will be read again, ${unchanged} up to date`,
            ),
          onError: (error) => toast.error(toApiError(error).message),
        })
      }
      data-testid="reindex"
    >
      Re-index documents
    </Button>
  );
}

type ModelFieldsProps = {
  base: KnowledgeBase;
  own: KnowledgeBase["overrides"];
  onChange: (own: KnowledgeBase["overrides"]) => void;
  layers: readonly ConfigLayer[];
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
