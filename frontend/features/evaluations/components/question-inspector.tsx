"use client";

import { Trash2, Undo2 } from "lucide-react";
import Link from "next/link";
import { useState, type FormEvent } from "react";

import { Inspector } from "@/components/common/inspector";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { GoldFields } from "@/features/evaluations/components/gold-fields";
import type { QuestionRow } from "@/features/evaluations/set-changes";
import type { QuestionDraft } from "@/lib/api/types";

type QuestionInspectorProps = {
  /** Null for a new question. */
  row: QuestionRow | null;
  knowledgeBaseId: string;
  readOnly: boolean;
  onClose: () => void;
  onKeep: (draft: QuestionDraft) => void;
  onRemove: () => void;
  onUndo: () => void;
};

const EMPTY: QuestionDraft = {
  external_id: null,
  question: "",
  expected_answer: null,
  gold: [],
  tags: [],
};

function tagsOf(text: string): string[] {
  return [...new Set(text.split(",").map((tag) => tag.trim()))].filter(Boolean);
}

function titleOf(row: QuestionRow | null, readOnly: boolean): string {
  if (!row) return "New question";
  return readOnly ? "Question" : "Edit question";
}

/** One question with what is expected of it. */
export function QuestionInspector(props: QuestionInspectorProps) {
  const { row, knowledgeBaseId, readOnly, onClose, onKeep } = props;
  const [draft, setDraft] = useState<QuestionDraft>(row?.draft ?? EMPTY);
  const [tags, setTags] = useState((draft.tags ?? []).join(", "));
  const set = (change: Partial<QuestionDraft>) => setDraft({ ...draft, ...change });
  const isRemoved = row?.state === "removed";
  const isLocked = readOnly || isRemoved;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (draft.question.trim()) {
      onKeep({ ...draft, question: draft.question.trim(), tags: tagsOf(tags) });
    }
  }

  return (
    <Inspector title={titleOf(row, readOnly)} onClose={onClose} testId="question-inspector">
      <form noValidate className="grid grid-cols-1 gap-4 px-4 py-4" onSubmit={submit}>
        <Field label="Question">
          {(control) => (
            <Textarea
              {...control}
              autoFocus={!row}
              maxLength={4000}
              disabled={isLocked}
              value={draft.question}
              onChange={({ target }) => set({ question: target.value })}
              data-testid="question-text"
            />
          )}
        </Field>
        <div className="grid gap-1.5">
          <p className="text-[13px] font-medium">Where the answer stands</p>
          <GoldFields
            knowledgeBaseId={knowledgeBaseId}
            value={draft.gold ?? []}
            onChange={(gold) => set({ gold })}
            disabled={isLocked}
          />
          <p className="text-[13px] text-muted-foreground">
            The search is measured by these. Without any, only the answer is looked at.
          </p>
        </div>
        <Field label="Expected answer" hint="What an answer is compared with, in runs that answer.">
          {(control) => (
            <Textarea
              {...control}
              maxLength={8000}
              disabled={isLocked}
              value={draft.expected_answer ?? ""}
              onChange={({ target }) => set({ expected_answer: target.value || null })}
              data-testid="question-answer"
            />
          )}
        </Field>
        <Field label="Tags" hint="Separated by commas.">
          {(control) => (
            <Input
              {...control}
              disabled={isLocked}
              value={tags}
              onChange={({ target }) => setTags(target.value)}
            />
          )}
        </Field>
        <Field label="Your own id" hint="Keeps a question the same across imports.">
          {(control) => (
            <Input
              {...control}
              className="font-mono"
              maxLength={200}
              disabled={isLocked}
              value={draft.external_id ?? ""}
              onChange={({ target }) => set({ external_id: target.value || null })}
            />
          )}
        </Field>
        {!readOnly && <FormActions {...props} canKeep={Boolean(draft.question.trim())} />}
        {row && (
          <Link
            href={`/knowledge/${knowledgeBaseId}?tab=search&question=${encodeURIComponent(draft.question)}`}
            className="w-fit rounded-sm text-[13px] text-primary-text hover:underline"
          >
            Try it in the search
          </Link>
        )}
      </form>
    </Inspector>
  );
}

type FormActionsProps = Pick<QuestionInspectorProps, "row" | "onRemove" | "onUndo"> & {
  canKeep: boolean;
};

function FormActions({ row, onRemove, onUndo, canKeep }: FormActionsProps) {
  const isRemoved = row?.state === "removed";
  return (
    <div className="flex flex-wrap gap-2">
      {!isRemoved && (
        <Button type="submit" variant="primary" disabled={!canKeep} data-testid="keep-question">
          {row ? "Keep changes" : "Add question"}
        </Button>
      )}
      {row && (row.state === "changed" || isRemoved) && (
        <Button onClick={onUndo}>
          <Undo2 /> {isRemoved ? "Keep it after all" : "Undo changes"}
        </Button>
      )}
      {row && !isRemoved && (
        <Button onClick={onRemove} className="text-danger" data-testid="remove-question">
          <Trash2 /> Remove
        </Button>
      )}
    </div>
  );
}
