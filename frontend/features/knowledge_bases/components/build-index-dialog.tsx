"use client";

import { useState, type FormEvent } from "react";

import { DialogForm } from "@/components/common/dialog-form";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { useCreateIndex } from "@/features/knowledge_bases/indexes-api";
import { useEmbeddingModels } from "@/features/rag_configs/api";
import { PrefixFields } from "@/features/rag_configs/components/config-fields";
import {
  EmbeddingModelSelect,
  ModelReadiness,
} from "@/features/rag_configs/components/embedding-model-select";
import type { ConfigOverrides, KnowledgeBase } from "@/lib/api/types";
import { plural } from "@/lib/format";

type BuildIndexDialogProps = {
  base: KnowledgeBase;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Begins an index by another model, beside the live one. */
export function BuildIndexDialog({ base, open, onOpenChange }: BuildIndexDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title="Build another index"
        description={`All ${plural(base.chunk_count, "chunk")} are embedded anew. Questions go on being answered from the live index.`}
      >
        <BuildForm base={base} onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

const NO_LAYERS: [] = [];

function BuildForm({ base, onDone }: { base: KnowledgeBase; onDone: () => void }) {
  const [name, setName] = useState<string | null>(null);
  const [own, setOwn] = useState<ConfigOverrides>({});
  const models = useEmbeddingModels();
  const create = useCreateIndex(base.id);
  const model = models.data?.items.find((candidate) => candidate.name === name);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!name) return;
    create.mutate(
      {
        embedding_model: name,
        query_prefix: own.query_prefix ?? null,
        passage_prefix: own.passage_prefix ?? null,
      },
      { onSuccess: onDone },
    );
  }

  return (
    <DialogForm
      onSubmit={submit}
      action="Build index"
      pending={create.isPending}
      disabled={!model?.ready}
      error={create.error ?? models.error}
      testId="build-index"
    >
      <Field label="Embedding model">
        {(control) => <EmbeddingModelSelect control={control} value={name} onChange={setName} />}
      </Field>
      {model && <ModelReadiness model={model} />}
      {model && (
        <PrefixFields own={own} onChange={setOwn} layers={NO_LAYERS} modelPrefixes={model} />
      )}
    </DialogForm>
  );
}
