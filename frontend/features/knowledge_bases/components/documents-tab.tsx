"use client";

import { FileText } from "lucide-react";
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";

import { DataTable } from "@/components/common/data-table";
import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { FilterBar, FilterChips, SearchField } from "@/components/common/filter-bar";
import { DocumentBulkBar } from "@/features/knowledge_bases/components/document-bulk-bar";
import {
  EDITOR_COLUMNS,
  READER_COLUMNS,
} from "@/features/knowledge_bases/components/document-columns";
import { TicksProvider, useTicks } from "@/features/knowledge_bases/components/document-ticks";
import { DocumentsSummary } from "@/features/knowledge_bases/components/documents-summary";
import { UploadZone } from "@/features/knowledge_bases/components/upload-zone";
import { documentPath } from "@/features/knowledge_bases/document-links";
import { STATUS_LABELS, STATUSES } from "@/features/knowledge_bases/document-stages";
import { DOCUMENTS_PER_PAGE, useDocuments } from "@/features/knowledge_bases/documents-api";
import { useWriteAccess } from "@/features/projects/write-access";
import type { KnowledgeBase } from "@/lib/api/types";

function useDocumentFilter() {
  return useQueryStates({
    q: parseAsString.withDefault(""),
    status: parseAsStringLiteral(STATUSES),
    offset: parseAsInteger.withDefault(0),
  });
}

/** Adds documents to a knowledge base, and shows what becomes of them. */
export function DocumentsTab({ base }: { base: KnowledgeBase }) {
  const canAdd = useWriteAccess(base, "knowledge:ingest").allowed;
  return (
    <TicksProvider>
      {canAdd && <UploadZone knowledgeBaseId={base.id} />}
      <DocumentsSummary base={base} />
      <DocumentTable base={base} canAdd={canAdd} />
    </TicksProvider>
  );
}

function DocumentTable({ base, canAdd }: { base: KnowledgeBase; canAdd: boolean }) {
  const canWrite = useWriteAccess(base, "knowledge:write").allowed;
  const { ticked } = useTicks();
  const [filter, setFilter] = useDocumentFilter();
  const documents = useDocuments(base.id, filter);
  const isFiltered = Boolean(filter.q || filter.status);

  if (documents.error) {
    return <ErrorState error={documents.error} onRetry={documents.refetch} />;
  }
  if (documents.data?.total === 0 && !isFiltered) {
    return (
      <EmptyState icon={FileText} title="No documents yet">
        Documents are read, split into passages and indexed; answers then quote them with page and
        place.{canAdd && " Add the first one above."}
      </EmptyState>
    );
  }
  return (
    <>
      <FilterBar>
        <SearchField
          value={filter.q}
          onChange={(q) => void setFilter({ q: q || null, offset: null })}
          placeholder="Filter by name"
        />
        <FilterChips
          label="Status"
          value={filter.status}
          onChange={(status) => void setFilter({ status, offset: null })}
          chips={STATUSES.map((value) => ({
            value,
            label: STATUS_LABELS[value],
            count: base.status_counts[value],
          })).filter(({ count, value }) => count > 0 || value === filter.status)}
        />
      </FilterBar>
      <DocumentBulkBar knowledgeBaseId={base.id} shown={documents.data?.items ?? []} />
      <DataTable
        label="Documents"
        columns={canWrite ? EDITOR_COLUMNS : READER_COLUMNS}
        rows={documents.data?.items}
        rowId={(document) => document.id}
        rowHref={documentPath}
        isSelected={(document) => ticked.has(document.id)}
        noMatch="No document matches this filter."
        paging={{
          offset: filter.offset,
          limit: DOCUMENTS_PER_PAGE,
          total: documents.data?.total ?? 0,
          onOffsetChange: (offset) => void setFilter({ offset }),
        }}
      />
    </>
  );
}
