"use client";

import { useEffect } from "react";

import { ChoiceSelect } from "@/components/common/choice-select";
import { Textarea } from "@/components/ui/input";
import { useKnowledgeBases } from "@/features/knowledge_bases/api";
import { useDocuments } from "@/features/knowledge_bases/documents-api";
import type { ChunkPreviewRequest } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import { formatBytes } from "@/lib/format";

export type PreviewSource = {
  kind: "text" | "document";
  text: string;
  knowledgeBaseId: string | null;
  documentId: string | null;
};

type SourceBody = Pick<
  ChunkPreviewRequest,
  "text" | "format" | "knowledge_base_id" | "document_id"
>;

/** The part of the request that names the source; null while there is none. */
export function sourceBody(source: PreviewSource): SourceBody | null {
  if (source.kind === "text") {
    return source.text.trim() ? { text: source.text, format: "markdown" } : null;
  }
  const { knowledgeBaseId, documentId } = source;
  if (!knowledgeBaseId || !documentId) return null;
  return { knowledge_base_id: knowledgeBaseId, document_id: documentId, format: "text" };
}

const KINDS = [
  { value: "text", label: "Pasted text" },
  { value: "document", label: "A document" },
] as const;

type PreviewSourceFieldsProps = {
  source: PreviewSource;
  onChange: (source: PreviewSource) => void;
  /** The one knowledge base whose documents are offered. */
  fixedBase: string | undefined;
};

/** What the preview is made of: a text pasted here, or a document that was read already. */
export function PreviewSourceFields({ source, onChange, fixedBase }: PreviewSourceFieldsProps) {
  return (
    <div className="grid gap-3 border-b px-4 py-3">
      <div role="group" aria-label="Made of" className="flex gap-1.5">
        {KINDS.map(({ value, label }) => (
          <button
            key={value}
            type="button"
            aria-pressed={source.kind === value}
            onClick={() => onChange({ ...source, kind: value })}
            className={cn(
              "h-7 rounded-full border px-2.5 text-[13px] transition-colors duration-150",
              source.kind === value
                ? "border-primary bg-primary-soft text-primary-text"
                : "text-muted-foreground hover:bg-muted hover:text-foreground",
            )}
          >
            {label}
          </button>
        ))}
      </div>
      {source.kind === "text" ? (
        <Textarea
          aria-label="Text"
          rows={4}
          className="max-h-40 text-[13px]"
          placeholder="Paste a piece of a typical document. Headings and tables may be Markdown."
          value={source.text}
          onChange={({ target }) => onChange({ ...source, text: target.value })}
          data-testid="preview-text"
        />
      ) : (
        <div className="flex flex-wrap gap-2">
          {!fixedBase && <BaseSelect source={source} onChange={onChange} />}
          {source.knowledgeBaseId && (
            <DocumentSelect
              key={source.knowledgeBaseId}
              knowledgeBaseId={source.knowledgeBaseId}
              source={source}
              onChange={onChange}
            />
          )}
        </div>
      )}
    </div>
  );
}

type SelectProps = Pick<PreviewSourceFieldsProps, "source" | "onChange">;

function BaseSelect({ source, onChange }: SelectProps) {
  const bases = useKnowledgeBases();
  return (
    <ChoiceSelect
      label="Knowledge base"
      value={source.knowledgeBaseId ?? ""}
      placeholder="Knowledge base"
      onChange={(knowledgeBaseId) => onChange({ ...source, knowledgeBaseId, documentId: null })}
      choices={(bases.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      className="w-56"
    />
  );
}

const NEWEST = { q: "", status: "completed", offset: 0 } as const;

function DocumentSelect(props: SelectProps & { knowledgeBaseId: string }) {
  const { source, onChange, knowledgeBaseId } = props;
  const documents = useDocuments(knowledgeBaseId, NEWEST);
  const newest = documents.data?.items[0]?.id;
  useEffect(() => {
    if (source.documentId === null && newest) onChange({ ...source, documentId: newest });
  }, [source, newest, onChange]);
  return (
    <ChoiceSelect
      label="Document"
      value={source.documentId ?? ""}
      placeholder={documents.data?.total === 0 ? "No document was read yet" : "Document"}
      onChange={(documentId) => onChange({ ...source, documentId })}
      choices={(documents.data?.items ?? []).map(({ id, name, size_bytes }) => ({
        value: id,
        label: name,
        note: formatBytes(size_bytes),
      }))}
      className="w-72 max-w-full"
      testId="preview-document"
    />
  );
}
