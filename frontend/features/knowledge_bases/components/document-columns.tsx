"use client";

import type { ColumnDef } from "@tanstack/react-table";
import { FileText } from "lucide-react";

import { RelativeTime } from "@/components/common/relative-time";
import { DocumentMenu } from "@/features/knowledge_bases/components/document-menu";
import { DocumentQuickAction } from "@/features/knowledge_bases/components/document-quick-action";
import { DocumentStatus } from "@/features/knowledge_bases/components/document-status";
import { TickAll, TickRow } from "@/features/knowledge_bases/components/document-ticks";
import { RestrictionBadge } from "@/features/knowledge_bases/components/restriction-badge";
import type { Document } from "@/lib/api/types";
import { formatBytes, formatNumber } from "@/lib/format";

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
    meta: { className: "w-32 sm:w-52" },
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

const tickColumn: ColumnDef<Document> = {
  id: "tick",
  header: ({ table }) => <TickAll ids={table.getRowModel().rows.map((row) => row.id)} />,
  cell: ({ row }) => <TickRow id={row.id} name={row.original.name} />,
  meta: { className: "w-10 pr-0" },
};

function actionColumn(canWrite: boolean): ColumnDef<Document> {
  return {
    id: "actions",
    header: () => <span className="sr-only">Actions</span>,
    cell: ({ row: { original: document } }) => (
      <span className="flex justify-end">
        {canWrite && <DocumentQuickAction document={document} />}
        <DocumentMenu document={document} canWrite={canWrite} />
      </span>
    ),
    meta: { className: "w-12 pl-0 text-right sm:w-20" },
  };
}

// Made once: a table with new columns builds its cells anew, and open menus would close.
export const READER_COLUMNS = [...columns, actionColumn(false)];
export const EDITOR_COLUMNS = [tickColumn, ...columns, actionColumn(true)];
