"use client";

import { Plus, TriangleAlert } from "lucide-react";
import { useEffect, useId, useRef } from "react";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { fieldStyles } from "@/components/ui/input";
import {
  adviceOn,
  cut,
  insertVariable,
  MAX_CONTENT,
  problemOf,
  VARIABLES,
  VARIABLE_NAMES,
} from "@/features/prompts/template";
import type { PromptVariable } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import { formatNumber } from "@/lib/format";

type TemplateEditorProps = {
  value: string;
  onChange: (value: string) => void;
  readOnly?: boolean;
};

// Both layers wrap alike only when everything that sets type is the same.
const LAYER =
  "col-start-1 row-start-1 min-h-56 w-full rounded-md sm:min-h-80 px-3 py-2.5 font-mono text-[13px] leading-relaxed [overflow-wrap:anywhere] whitespace-pre-wrap";

/** A text whose variables stand out, with what is wrong with it below. */
export function TemplateEditor({ value, onChange, readOnly }: TemplateEditorProps) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const caret = useRef<number | null>(null);
  const problem = problemOf(value);

  // The caret can be set only once the new text is in the field.
  useEffect(() => {
    if (caret.current === null) return;
    area.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  }, [value]);

  function insert(name: PromptVariable) {
    const field = area.current;
    if (!field) return;
    const next = insertVariable(value, name, [field.selectionStart, field.selectionEnd]);
    caret.current = next.caret;
    onChange(next.content);
    field.focus();
  }

  return (
    <div className="grid grid-cols-1 gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <label htmlFor={id} className="flex-1 text-[13px] font-medium">
          Template
        </label>
        {!readOnly && <VariableButtons content={value} onInsert={insert} />}
      </div>
      <div className="grid">
        <div aria-hidden className={cn(LAYER, "border border-transparent")}>
          {cut(value).map((piece, index) =>
            piece.variable ? (
              <mark
                key={index}
                className="rounded-sm bg-primary-soft text-primary-text ring-1 ring-primary/30"
              >
                {piece.text}
              </mark>
            ) : (
              <span key={index}>{piece.text}</span>
            ),
          )}
          {/* A break at the very end takes a line in the field, but none here without it. */}
          {"\n"}
        </div>
        <textarea
          ref={area}
          id={id}
          spellCheck={false}
          readOnly={readOnly}
          aria-invalid={problem ? true : undefined}
          aria-describedby={`${id}-notes`}
          className={cn(
            fieldStyles,
            LAYER,
            "resize-none overflow-hidden bg-transparent text-transparent caret-foreground",
          )}
          value={value}
          onChange={({ target }) => onChange(target.value)}
          data-testid="template-content"
        />
      </div>
      <div id={`${id}-notes`}>
        <Notes content={value} problem={problem} />
      </div>
    </div>
  );
}

type VariableButtonsProps = { content: string; onInsert: (name: PromptVariable) => void };

function VariableButtons({ content, onInsert }: VariableButtonsProps) {
  return (
    <div role="group" aria-label="Insert a variable" className="flex flex-wrap gap-1.5">
      {VARIABLE_NAMES.map((name) => {
        const isUsed = content.includes(`{${name}}`);
        return (
          <Button
            key={name}
            size="sm"
            className="font-mono text-xs [&_svg]:size-3"
            title={VARIABLES[name].note}
            disabled={isUsed}
            aria-label={`Insert {${name}}: ${VARIABLES[name].label}`}
            onClick={() => onInsert(name)}
            data-testid={`insert-${name}`}
          >
            {!isUsed && <Plus />}
            {`{${name}}`}
          </Button>
        );
      })}
    </div>
  );
}

function Notes({ content, problem }: { content: string; problem: string | null }) {
  return (
    <div className="grid gap-1 text-[13px]">
      {problem && (
        <p role="alert" className="text-danger" data-testid="template-problem">
          {problem}
        </p>
      )}
      {adviceOn(content).map((advice) => (
        <p
          key={advice}
          className="flex items-start gap-1.5 text-warning"
          data-testid="template-advice"
        >
          <TriangleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden /> {advice}
        </p>
      ))}
      <p className="text-muted-foreground">
        What stands before the first variable is the system message, the same for every question.{" "}
        <span className="tabular-nums">
          {formatNumber(content.length)} of {formatNumber(MAX_CONTENT)} characters.
        </span>
      </p>
    </div>
  );
}

/** The variables that a template uses, as quiet marks. */
export function VariableBadges({ variables }: { variables: readonly PromptVariable[] }) {
  return (
    <span className="flex flex-wrap gap-1">
      {variables.map((name) => (
        <Badge key={name} className="font-mono font-normal" title={VARIABLES[name].note}>
          {`{${name}}`}
        </Badge>
      ))}
    </span>
  );
}
