"use client";

import { X } from "lucide-react";
import Link from "next/link";

import { ChoiceSelect } from "@/components/common/choice-select";
import { Button } from "@/components/ui/button";
import { DocumentPicker } from "@/features/evaluations/components/document-picker";
import { GRADES, gradeText } from "@/features/evaluations/words";
import { documentPath } from "@/features/knowledge_bases/document-links";
import type { Gold } from "@/lib/api/types";
import { formatNumber } from "@/lib/format";

type GoldFieldsProps = {
  knowledgeBaseId: string;
  value: readonly Gold[];
  onChange: (gold: Gold[]) => void;
  disabled?: boolean;
};

/** Where the answer stands: documents, or places in them, and how well each of them answers. */
export function GoldFields({ knowledgeBaseId, value, onChange, disabled }: GoldFieldsProps) {
  const set = (index: number, gold: Gold) => onChange(value.with(index, gold));
  return (
    <div className="grid gap-2">
      {value.length > 0 && (
        <ul className="divide-y rounded-lg border" aria-label="Documents that answer">
          {value.map((gold, index) => (
            <li
              key={index}
              className="flex items-center gap-2 py-1.5 pr-1.5 pl-3"
              data-testid="gold"
            >
              <GoldName gold={gold} knowledgeBaseId={knowledgeBaseId} />
              <ChoiceSelect
                label={`How well ${gold.document_name ?? "it"} answers`}
                value={String(gold.grade ?? 1)}
                disabled={disabled}
                onChange={(grade) => set(index, { ...gold, grade: Number(grade) })}
                choices={GRADES.map((grade) => ({
                  value: String(grade),
                  label: `${grade}`,
                  note: gradeText(grade),
                }))}
                className="w-40 shrink-0"
              />
              {!disabled && (
                <Button
                  variant="ghost"
                  size="icon-sm"
                  aria-label={`Remove ${gold.document_name ?? "document"}`}
                  onClick={() => onChange(value.toSpliced(index, 1))}
                >
                  <X />
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {!disabled && (
        <div>
          <DocumentPicker
            knowledgeBaseId={knowledgeBaseId}
            chosen={value.map(({ document_id }) => document_id)}
            onPick={({ id, name }) =>
              onChange([...value, { document_id: id, document_name: name, grade: 3 }])
            }
          />
        </div>
      )}
    </div>
  );
}

function GoldName({ gold, knowledgeBaseId }: { gold: Gold; knowledgeBaseId: string }) {
  const { document_id: id, document_name: name, char_start: start, char_end: end } = gold;
  const span = start != null && end != null ? { start, end } : undefined;
  return (
    <span className="min-w-0 flex-1 text-[13px]">
      {id ? (
        <Link
          href={documentPath({ id, knowledge_base_id: knowledgeBaseId }, span)}
          className="block truncate font-medium hover:underline"
        >
          {name ?? "Document"}
        </Link>
      ) : (
        <span className="block truncate font-medium">{name}</span>
      )}
      {span && (
        <span className="text-xs text-muted-foreground tabular-nums">
          characters {formatNumber(span.start)} – {formatNumber(span.end)}
        </span>
      )}
    </span>
  );
}
