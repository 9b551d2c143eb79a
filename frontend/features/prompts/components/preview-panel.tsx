"use client";

import { Eye, Plus, X } from "lucide-react";
import { useState, type FormEvent } from "react";

import { ErrorState } from "@/components/common/error-state";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { KnowledgePicker } from "@/features/deployments/components/knowledge-picker";
import { usePromptPreview } from "@/features/prompts/api";
import { PreviewResult } from "@/features/prompts/components/preview-result";
import { problemOf } from "@/features/prompts/template";
import type { PromptPreviewRequest, PromptTemplate } from "@/lib/api/types";
import { plural } from "@/lib/format";

type Turn = PromptPreviewRequest["history"][number];

type PreviewPanelProps = {
  template: PromptTemplate;
  /** The text as it stands in the editor, saved or not. */
  content: string;
};

/** What a model would read for a real question, with the passages that are found for it. */
export function PreviewPanel({ template, content }: PreviewPanelProps) {
  const preview = usePromptPreview(template.id);
  const [question, setQuestion] = useState("");
  const [bases, setBases] = useState<string[]>([]);
  const [history, setHistory] = useState<Turn[]>([]);
  const isWrong = problemOf(content) !== null;
  const isStale = preview.data !== undefined && preview.variables.content !== content;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!question.trim() || isWrong) return;
    preview.mutate({
      question: question.trim(),
      knowledge_base_ids: bases,
      history: history.filter((turn) => turn.question.trim()),
      content,
    });
  }

  return (
    <section aria-labelledby="preview-title" className="grid min-w-0 grid-cols-1 gap-4">
      <div>
        <h2 id="preview-title" className="font-medium">
          Preview
        </h2>
        <p className="text-[13px] text-muted-foreground">
          What a model would read for a question. No model is asked, nothing is stored.
        </p>
      </div>
      <form noValidate className="grid grid-cols-1 gap-3" onSubmit={submit}>
        <Field label="Question">
          {(control) => (
            <Textarea
              {...control}
              className="min-h-14"
              maxLength={4000}
              placeholder="How many days of leave do I have?"
              value={question}
              onChange={({ target }) => setQuestion(target.value)}
              data-testid="preview-question"
            />
          )}
        </Field>
        <details>
          <summary
            className="cursor-pointer rounded-sm text-[13px] font-medium"
            data-testid="preview-knowledge"
          >
            Knowledge{" "}
            <span className="font-normal text-muted-foreground">
              {bases.length === 0 ? "none, so there are no passages" : plural(bases.length, "base")}
            </span>
          </summary>
          <div className="mt-2">
            <KnowledgePicker projectId={template.project_id} value={bases} onChange={setBases} />
          </div>
        </details>
        <Turns turns={history} onChange={setHistory} />
        <div className="flex flex-wrap items-center gap-3">
          <Button
            type="submit"
            pending={preview.isPending}
            disabled={!question.trim() || isWrong}
            data-testid="run-preview"
          >
            {!preview.isPending && <Eye />} Show prompt
          </Button>
          {isStale && (
            <span className="text-[13px] text-warning" data-testid="preview-stale">
              The text has changed since.
            </span>
          )}
        </div>
      </form>
      {preview.error && <ErrorState error={preview.error} />}
      {preview.data && <PreviewResult preview={preview.data} />}
    </section>
  );
}

type TurnsProps = { turns: Turn[]; onChange: (turns: Turn[]) => void };

/** Exchanges that came before the question. */
function Turns({ turns, onChange }: TurnsProps) {
  const change = (index: number, part: Partial<Turn>) =>
    onChange(turns.map((turn, at) => (at === index ? { ...turn, ...part } : turn)));
  return (
    <div className="grid gap-2">
      {turns.map((turn, index) => (
        <div key={index} className="flex items-start gap-1.5" data-testid="preview-turn">
          <div className="grid flex-1 gap-1.5">
            <Input
              aria-label={`Earlier question ${index + 1}`}
              placeholder="Earlier question"
              value={turn.question}
              onChange={({ target }) => change(index, { question: target.value })}
            />
            <Input
              aria-label={`Answer ${index + 1}`}
              placeholder="What was answered"
              value={turn.answer}
              onChange={({ target }) => change(index, { answer: target.value })}
            />
          </div>
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Remove earlier question ${index + 1}`}
            onClick={() => onChange(turns.filter((_, at) => at !== index))}
          >
            <X />
          </Button>
        </div>
      ))}
      <div>
        <Button
          variant="link"
          size="sm"
          onClick={() => onChange([...turns, { question: "", answer: "" }])}
          data-testid="add-turn"
        >
          <Plus /> Add an earlier exchange
        </Button>
      </div>
    </div>
  );
}
