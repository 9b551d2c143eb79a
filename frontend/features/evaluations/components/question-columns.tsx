"use client";

import type { ColumnDef } from "@tanstack/react-table";

import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { QuestionRow } from "@/features/evaluations/set-changes";
import { cn } from "@/lib/cn";
import { plural } from "@/lib/format";

const STATES: Record<Exclude<QuestionRow["state"], "kept">, { label: string; tone: BadgeTone }> = {
  added: { label: "New", tone: "success" },
  changed: { label: "Changed", tone: "info" },
  removed: { label: "Removed", tone: "danger" },
};

function goldText({ gold = [] }: QuestionRow["draft"]): string {
  const names = [...new Set(gold.map(({ document_name: name }) => name ?? "a document"))];
  const [first] = names;
  if (first === undefined) return "";
  return names.length === 1 ? first : `${first} and ${plural(names.length - 1, "other")}`;
}

export const QUESTION_COLUMNS: ColumnDef<QuestionRow>[] = [
  {
    id: "question",
    header: "Question",
    cell: ({ row: { original: row } }) => (
      <div className="max-w-2xl min-w-0 py-1">
        <p
          className={cn(
            "[overflow-wrap:anywhere]",
            row.state === "removed" && "text-muted-foreground line-through",
          )}
        >
          {row.draft.question}
        </p>
        {row.draft.expected_answer && (
          <p className="line-clamp-1 text-muted-foreground">{row.draft.expected_answer}</p>
        )}
      </div>
    ),
    meta: { className: "min-w-48" },
  },
  {
    id: "gold",
    header: "Answer stands in",
    cell: ({ row: { original: row } }) =>
      goldText(row.draft) ? (
        <span className="line-clamp-2 [overflow-wrap:anywhere]">{goldText(row.draft)}</span>
      ) : (
        <span className="text-muted-foreground">Not said</span>
      ),
    meta: { className: "hidden w-56 sm:table-cell" },
  },
  {
    id: "tags",
    header: "Tags",
    cell: ({ row: { original: row } }) => (
      <span className="flex flex-wrap gap-1">
        {row.draft.tags?.map((tag) => (
          <Badge key={tag}>{tag}</Badge>
        ))}
      </span>
    ),
    meta: { className: "hidden w-36 lg:table-cell" },
  },
  {
    id: "state",
    header: () => <span className="sr-only">Unsaved</span>,
    cell: ({ row: { original: row } }) =>
      row.state === "kept" ? null : (
        <Badge tone={STATES[row.state].tone}>{STATES[row.state].label}</Badge>
      ),
    meta: { className: "w-24" },
  },
];
