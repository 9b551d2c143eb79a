"use client";

import { Play } from "lucide-react";
import { useState } from "react";

import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { useModelTest } from "@/features/models/api";
import { TestFigures } from "@/features/models/components/test-figures";
import type { Model } from "@/lib/api/types";

const ASKS: Record<"answer" | "rank", { label: string; hint: string; prompt: string }> = {
  answer: {
    label: "Test prompt",
    hint: "Goes straight to the model, without documents.",
    prompt: "In one short sentence: what are you good at?",
  },
  rank: {
    label: "A question, and passages below it",
    hint: "The first line is the question; each line below it gets a score.",
    prompt: "Where do I park?\nThe car park is behind the house.\nLunch is served at noon.",
  },
};

/** A prompt for a model outside of any deployment, with what it says and how long it takes. */
export function ModelTestForm({ model }: { model: Model }) {
  const ask = ASKS[model.model_type === "reranker" ? "rank" : "answer"];
  const [prompt, setPrompt] = useState(ask.prompt);
  const test = useModelTest(model.id);
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (prompt.trim()) test.mutate(prompt.trim());
      }}
    >
      <Field label={ask.label} hint={ask.hint}>
        {(control) => (
          <Textarea
            {...control}
            maxLength={4000}
            value={prompt}
            onChange={({ target }) => setPrompt(target.value)}
            data-testid="test-prompt"
          />
        )}
      </Field>
      <Button
        type="submit"
        pending={test.isPending}
        className="justify-self-start"
        data-testid="run-model-test"
      >
        {!test.isPending && <Play />} Run test
      </Button>
      {test.error && <ErrorState error={test.error} />}
      {test.data && (
        <div className="rounded-lg border bg-surface p-3" data-testid="test-answer">
          <p className="[overflow-wrap:anywhere] whitespace-pre-wrap">
            {test.data.output || "It said nothing."}
          </p>
          <TestFigures test={test.data} />
        </div>
      )}
    </form>
  );
}
