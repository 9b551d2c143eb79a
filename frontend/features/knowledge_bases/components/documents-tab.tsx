"use client";

import type { ColumnDef } from "@tanstack/react-table";
import { FileText, RotateCw, Trash2, X } from "lucide-react";
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState } from "react";

import { ConfirmDialog } from "@/components/common/confirm-dialog";
import { DataTable } from "@/components/common/data-table";
import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { FilterBar, FilterChips, SearchField } from "@/components/common/filter-bar";
import { RelativeTime } from "@/components/common/relative-time";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import {
  DOCUMENTS_PER_PAGE,
  useDocumentAction,
  useDocuments,
} from "@/features/knowledge_bases/documents-api";
import { DocumentMenu } from "@/features/knowledge_bases/components/document-menu";
import { DocumentStatus } from "@/features/knowledge_bases/components/document-status";
import { RestrictionBadge } from "@/features/knowledge_bases/components/restriction-badge";
import { UploadZone } from "@/features/knowledge_bases/components/upload-zone";
import { documentPath } from "@/features/knowledge_bases/document-links";
import { useWriteAccess } from "@/features/projects/write-access";
import type { Document, KnowledgeBase } from "@/lib/api/types";
import { formatBytes, formatNumber, plural } from "@/lib/format";

const STATUSES = ["completed", "processing", "pending", "failed", "cancelled"] as const;

const STATUS_LABELS: Record<(typeof STATUSES)[number], string> = {
  completed: "Completed",
  processing: "Processing",
  pending: "Queued",
  failed: "Failed",
  cancelled: "Cancelled",
};

function NameCell({ document }: { document: Document }) {
  return (
    <div className="flex min-w-0 gap-2.5 py-1">
      <FileText className="mt-0.5 size-4 shrink-0 text-muted-foreground" aria-hidden />
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 font-medium [overflow-wrap:anywhere]">
          {document.name}
          <RestrictionBadge groups={document.restricted_to} />
        </p>
        {document.error && (
          <p className="mt-0.5 text-[13px] text-danger" data-testid="document-error">
            {document.error.message}{" "}
            <span className="text-muted-foreground">{document.error.remedy}</span>
          </p>
        )}
      </div>
    </div>
  );
}

const columns: ColumnDef<Document>[] = [
  {
    id: "name",
    header: "Name",
    cell: ({ row }) => <NameCell document={row.original} />,
    meta: { className: "min-w-32 sm:min-w-56" },
  },
  {
    id: "status",
    header: "Status",
    cell: ({ row }) => <DocumentStatus document={row.original} />,
    meta: { className: "w-32 sm:w-48" },
  },
  {
    id: "pages",
    header: "Pages",
    cell: ({ row }) => row.original.page_count ?? "–",
    meta: { className: "hidden w-20 text-right font-mono text-xs lg:table-cell" },
  },
  {
    id: "chunks",
    header: "Chunks",
    cell: ({ row }) => formatNumber(row.original.chunk_count),
    meta: { className: "hidden w-20 text-right font-mono text-xs md:table-cell" },
  },
  {
    id: "size",
    header: "Size",
    cell: ({ row }) => formatBytes(row.original.size_bytes),
    meta: { className: "hidden w-24 text-right font-mono text-xs md:table-cell" },
  },
  {
    id: "updated",
    header: "Updated",
    cell: ({ row }) => <RelativeTime iso={row.original.updated_at} />,
    meta: { className: "hidden w-28 text-muted-foreground sm:table-cell" },
  },
];

function menuColumn(base: KnowledgeBase): ColumnDef<Document> {
  return {
    id: "menu",
    header: () => <span className="sr-only">Actions</span>,
    cell: ({ row }) => <DocumentMenu document={row.original} base={base} />,
    meta: { className: "w-12 text-right" },
  };
}

function tickColumn(
  ticked: ReadonlySet<string>,
  onChange: (ticked: ReadonlySet<string>) => void,
): ColumnDef<Document> {
  const toggle = (id: string) => {
    const next = new Set(ticked);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  return {
    id: "tick",
    header: ({ table }) => {
      const ids = table.getRowModel().rows.map((row) => row.id);
      const all = ids.length > 0 && ids.every((id) => ticked.has(id));
      return (
        <Checkbox
          aria-label="Tick all rows"
          checked={all}
          onCheckedChange={() => onChange(new Set(all ? [] : ids))}
        />
      );
    },
    cell: ({ row }) => (
      <Checkbox
        aria-label={`Tick ${row.original.name}`}
        checked={ticked.has(row.id)}
        onCheckedChange={() => toggle(row.id)}
      />
    ),
    meta: { className: "hidden w-10 pr-0 sm:table-cell" },
  };
}

function useDocumentFilter() {
  return useQueryStates({
    q: parseAsString.withDefault(""),
    status: parseAsStringLiteral(STATUSES),
    offset: parseAsInteger.withDefault(0),
  });
}

export function DocumentsTab({ base }: { base: KnowledgeBase }) {
  const canWrite = useWriteAccess(base, "knowledge:write").allowed;
  const canAdd = useWriteAccess(base, "knowledge:ingest").allowed;
  const [filter, setFilter] = useDocumentFilter();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const documents = useDocuments(base.id, filter);
  const filtered = Boolean(filter.q || filter.status);
  const isEmpty = documents.data?.total === 0 && !filtered;

  return (
    <>
      {canAdd && <UploadZone knowledgeBaseId={base.id} />}
      {documents.error && <ErrorState error={documents.error} onRetry={documents.refetch} />}
      {isEmpty ? (
        <EmptyState icon={FileText} title="No documents yet">
          Documents are read, split into passages and indexed; answers then quote them with page and
          place.{canAdd && " Add the first one above."}
        </EmptyState>
      ) : (
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
          {ticked.size > 0 && (
            <BulkBar base={base} ids={[...ticked]} onDone={() => setTicked(new Set())} />
          )}
          <DataTable
            label="Documents"
            columns={
              canWrite
                ? [tickColumn(ticked, setTicked), ...columns, menuColumn(base)]
                : [...columns, menuColumn(base)]
            }
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
      )}
    </>
  );
}

type BulkBarProps = { base: KnowledgeBase; ids: string[]; onDone: () => void };

function BulkBar({ base, ids, onDone }: BulkBarProps) {
  const [confirming, setConfirming] = useState(false);
  const action = useDocumentAction(base.id);

  async function runAll(name: "ingest" | "delete") {
    await Promise.all(ids.map((documentId) => action.mutateAsync({ documentId, action: name })));
    onDone();
  }

  return (
    <div
      role="toolbar"
      aria-label="Ticked documents"
      className="mb-3 flex flex-wrap items-center gap-2 rounded-lg border bg-surface px-3 py-2 text-[13px]"
    >
      <span className="mr-auto font-medium tabular-nums">
        {plural(ids.length, "document")} ticked
      </span>
      {action.error && <span className="text-danger">{action.error.message}</span>}
      <Button
        size="sm"
        pending={action.isPending}
        onClick={() => void runAll("ingest").catch(() => undefined)}
      >
        <RotateCw /> Process again
      </Button>
      <Button size="sm" onClick={() => setConfirming(true)}>
        <Trash2 /> Delete
      </Button>
      <Button variant="ghost" size="icon-sm" aria-label="Clear ticks" onClick={onDone}>
        <X />
      </Button>
      <ConfirmDialog
        open={confirming}
        onOpenChange={setConfirming}
        title={`Delete ${plural(ids.length, "document")}?`}
        description="Their text and chunks are removed, and answers no longer use them."
        action="Delete documents"
        onConfirm={() => runAll("delete")}
      />
    </div>
  );
}
