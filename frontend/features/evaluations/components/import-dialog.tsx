"use client";

import { useState, type FormEvent, type ReactNode } from "react";
import { toast } from "sonner";

import { DialogForm } from "@/components/common/dialog-form";
import { ErrorState } from "@/components/common/error-state";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useImportQuestions } from "@/features/evaluations/api";
import { rowProblems, type RowProblem } from "@/features/evaluations/import-problems";
import { toApiError } from "@/lib/api/errors";
import type { QuestionSet } from "@/lib/api/types";
import { plural } from "@/lib/format";

const FILE_INPUT = "h-9 py-1.5 file:mr-3 file:font-medium";

type ImportDialogProps = {
  set: QuestionSet;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

export function ImportDialog({ set, open, onOpenChange }: ImportDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title="Import questions"
        description={
          set.version > 0
            ? `The questions of the file become version ${set.version + 1}, in place of those of now. Earlier versions stay.`
            : "The questions of the file become version 1."
        }
        className="max-w-lg"
      >
        <ImportForm set={set} onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

function ImportForm({ set, onDone }: { set: QuestionSet; onDone: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [qrels, setQrels] = useState<File | null>(null);
  const upload = useImportQuestions(set.id);
  const rows = upload.error ? rowProblems(toApiError(upload.error)) : [];

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!file) return;
    upload.mutate(
      { file, qrels },
      {
        onSuccess: ({ question_count: count, version }) => {
          toast.success(`${plural(count, "question")} imported as version ${version}`);
          onDone();
        },
      },
    );
  }

  return (
    <DialogForm
      onSubmit={submit}
      action="Import questions"
      pending={upload.isPending}
      disabled={!file}
      testId="import-questions"
    >
      <Field label="File" hint="CSV, or JSON with one object in each line (JSONL).">
        {(control) => (
          <Input
            {...control}
            type="file"
            accept=".csv,.jsonl,.ndjson,.tsv,.txt"
            className={FILE_INPUT}
            onChange={({ target }) => {
              setFile(target.files?.[0] ?? null);
              upload.reset();
            }}
            data-testid="import-file"
          />
        )}
      </Field>
      <FormatHelp>
        <Field
          label="Judgements (qrels)"
          hint="Of a TREC collection, whose queries are the file above: number, tab, question."
        >
          {(control) => (
            <Input
              {...control}
              type="file"
              className={FILE_INPUT}
              onChange={({ target }) => {
                setQrels(target.files?.[0] ?? null);
                upload.reset();
              }}
            />
          )}
        </Field>
      </FormatHelp>
      {upload.error && rows.length === 0 && <ErrorState error={upload.error} />}
      {rows.length > 0 && <RowProblems rows={rows} />}
    </DialogForm>
  );
}

function RowProblems({ rows }: { rows: RowProblem[] }) {
  return (
    <div
      role="alert"
      className="overflow-hidden rounded-lg border bg-danger-soft/50"
      data-testid="row-problems"
    >
      <p className="px-3 pt-2.5 font-medium">
        {plural(rows.length, "line")} cannot be read, so nothing was imported.
      </p>
      <p className="px-3 pb-2.5 text-[13px] text-muted-foreground">
        Correct the file, and choose it again.
      </p>
      <div className="relative max-h-56 overflow-y-auto border-t bg-background">
        <table className="w-full text-[13px]">
          <caption className="sr-only">Lines that are wrong</caption>
          <tbody className="divide-y">
            {rows.map(({ line, message }, index) => (
              <tr key={index}>
                <th
                  scope="row"
                  className="w-20 px-3 py-1.5 text-left align-top font-normal whitespace-nowrap text-muted-foreground"
                >
                  Line {line}
                </th>
                <td className="px-3 py-1.5 [overflow-wrap:anywhere]">{message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

const CSV_EXAMPLE = `question,document_name,grade,expected_answer
How long is parental leave?,handbook.pdf,4,18 weeks at full pay
Who approves travel?,travel.md,3,`;

const JSONL_EXAMPLE = `{"question": "How long is parental leave?",
 "gold": [{"document_name": "handbook.pdf", "grade": 4}]}`;

function FormatHelp({ children }: { children: ReactNode }) {
  return (
    <details className="min-w-0 text-[13px]">
      <summary className="w-fit cursor-pointer rounded-sm text-muted-foreground hover:text-foreground">
        How the file should look
      </summary>
      <div className="mt-2 grid gap-2">
        <Example text={CSV_EXAMPLE} />
        <p className="text-muted-foreground">
          Each row names one document that answers; rows with the same question after one another
          belong together. Further columns: external_id, tags, document_id, char_start, char_end.
        </p>
        <Example text={JSONL_EXAMPLE} />
        {children}
      </div>
    </details>
  );
}

function Example({ text }: { text: string }) {
  return (
    <pre
      tabIndex={0}
      className="overflow-x-auto rounded-md border bg-surface p-2.5 font-mono text-xs leading-relaxed"
    >
      {text}
    </pre>
  );
}
