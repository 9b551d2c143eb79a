"use client";

import { useState } from "react";

import { readHealth, testModel, useCreateModel, useDeleteModel } from "@/features/models/api";
import { answers, bodyOf, type Connection, type ModelDraft } from "@/features/models/draft";
import type { Visibility } from "@/features/models/components/visibility-field";
import { ApiError, toApiError } from "@/lib/api/errors";
import type { Model, ModelTest } from "@/lib/api/types";

const TEST_PROMPT = "Answer with one word: which colour has the sky?";

/** What a test showed: the words of a model that answers, else what its health check says. */
export type Proof =
  | { kind: "answer"; test: ModelTest }
  | { kind: "health"; message: string; latencyMs: number | null };

/** How far one of the chosen models has come. A model that was added may still fail its test. */
export type Registration = {
  draft: ModelDraft;
  state: "waiting" | "adding" | "testing" | "ready" | "failed";
  model: Model | null;
  proof: Proof | null;
  error: ApiError | null;
};

async function prove(model: Model, draft: ModelDraft): Promise<Proof> {
  if (answers(draft.type)) {
    return { kind: "answer", test: await testModel(model.id, TEST_PROMPT) };
  }
  const { status, message, latency_ms } = await readHealth(model.id);
  if (status === "down") {
    throw new ApiError(0, {
      code: "model_down",
      message,
      details: { remedy: "Check its id and what it needs, then test again." },
    });
  }
  return { kind: "health", message, latencyMs: latency_ms };
}

/** Adds models one after the other and tests each; those that fail can be tried again. */
export function useRegistration(connection: Connection, visibility: Visibility) {
  const create = useCreateModel();
  const remove = useDeleteModel();
  const [items, setItems] = useState<Registration[]>([]);

  function set(modelId: string, change: Partial<Registration>) {
    setItems((now) =>
      now.map((item) => (item.draft.modelId === modelId ? { ...item, ...change } : item)),
    );
  }

  async function work(item: Registration) {
    const { draft } = item;
    try {
      set(draft.modelId, { state: item.model ? "testing" : "adding", error: null });
      const model = item.model ?? (await create.mutateAsync(bodyOf(draft, connection, visibility)));
      set(draft.modelId, { state: "testing", model });
      set(draft.modelId, { state: "ready", proof: await prove(model, draft) });
    } catch (error) {
      set(draft.modelId, { state: "failed", error: toApiError(error) });
    }
  }

  return {
    items,
    isWorking: items.some(({ state }) => ["waiting", "adding", "testing"].includes(state)),
    async start(drafts: ModelDraft[]) {
      const waiting = drafts.map((draft): Registration => ({
        draft,
        state: "waiting",
        model: null,
        proof: null,
        error: null,
      }));
      setItems(waiting);
      for (const item of waiting) await work(item);
    },
    again: work,
    /** Takes a model that was added out again, and its line with it. */
    async remove({ draft, model }: Registration) {
      try {
        if (model) await remove.mutateAsync(model.id);
        setItems((now) => now.filter((item) => item.draft.modelId !== draft.modelId));
      } catch (error) {
        set(draft.modelId, { error: toApiError(error) });
      }
    },
  };
}
