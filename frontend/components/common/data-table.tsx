"use client";

import {
  flexRender,
  getCoreRowModel,
  useReactTable,
  type ColumnDef,
  type RowData,
} from "@tanstack/react-table";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useRouter } from "next/navigation";
import type { MouseEvent, ReactNode } from "react";

import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { cn } from "@/lib/cn";
import { formatNumber } from "@/lib/format";

declare module "@tanstack/react-table" {
  // The type parameters must match the library's own declaration.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  interface ColumnMeta<TData extends RowData, TValue> {
    /** Classes of the header and the cells, e.g. width, alignment, from which width shown. */
    className?: string;
  }
}

export type Paging = {
  offset: number;
  limit: number;
  total: number;
  onOffsetChange: (offset: number) => void;
};

type DataTableProps<Row> = {
  /** Says what the table lists, for assistive technology. */
  label: string;
  columns: ColumnDef<Row>[];
  /** Undefined while loading: skeleton rows of the right shape are shown. */
  rows: Row[] | undefined;
  rowId: (row: Row) => string;
  /** Where a click on the row leads. */
  rowHref?: (row: Row) => string;
  onRowClick?: (row: Row) => void;
  isSelected?: (row: Row) => boolean;
  /** Shown instead of rows when a filter matches nothing. */
  noMatch?: ReactNode;
  paging?: Paging;
};

const SKELETON_ROWS = 5;
// One array for all renders: a new one each time counts as new rows.
const NO_ROWS: unknown[] = [];

function isInteractive(event: MouseEvent): boolean {
  return (event.target as HTMLElement).closest("a,button,input,[role=menuitem]") !== null;
}

/** The one list of the product: rows that open on click, skeletons, paging. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowId, rowHref, onRowClick, isSelected, noMatch, paging } = props;
  const router = useRouter();
  // The table keeps no state of its own, so stale memoised reads cannot happen.
  // eslint-disable-next-line react-hooks/incompatible-library
  const table = useReactTable({
    data: rows ?? (NO_ROWS as Row[]),
    columns,
    // The server pages and sorts. Otherwise new rows reset the page, which renders again.
    autoResetAll: false,
    getRowId: rowId,
    getCoreRowModel: getCoreRowModel(),
  });

  function open(row: Row, event: MouseEvent) {
    // A click inside a menu reaches us through React's tree even though it lies outside the row.
    if (!event.currentTarget.contains(event.target as Node) || isInteractive(event)) return;
    if (onRowClick) onRowClick(row);
    else if (rowHref) router.push(rowHref(row));
  }

  const clickable = Boolean(rowHref || onRowClick);
  return (
    <div>
      <div className="relative overflow-x-auto rounded-lg border">
        <table aria-label={label} aria-busy={!rows} className="w-full border-collapse text-[13px]">
          <thead className="bg-surface">
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id}>
                {group.headers.map((header) => (
                  <th
                    key={header.id}
                    scope="col"
                    className={cn(
                      "h-9 border-b px-3 text-left font-medium whitespace-nowrap",
                      header.column.columnDef.meta?.className,
                      // Cells may be in mono; their headers are words like any other.
                      "font-sans text-[13px] text-muted-foreground",
                    )}
                  >
                    {flexRender(header.column.columnDef.header, header.getContext())}
                  </th>
                ))}
              </tr>
            ))}
          </thead>
          <tbody className="divide-y">
            {!rows && <SkeletonRows columns={columns} />}
            {table.getRowModel().rows.map((row) => (
              <tr
                key={row.id}
                data-testid="table-row"
                data-selected={isSelected?.(row.original) || undefined}
                onClick={(event) => open(row.original, event)}
                className={cn(
                  "transition-colors duration-120 data-selected:bg-primary-soft/60",
                  clickable && "cursor-pointer hover:bg-surface",
                )}
              >
                {row.getVisibleCells().map((cell) => (
                  <td
                    key={cell.id}
                    className={cn(
                      "h-11 px-3 py-1.5 tabular-nums",
                      cell.column.columnDef.meta?.className,
                    )}
                  >
                    {flexRender(cell.column.columnDef.cell, cell.getContext())}
                  </td>
                ))}
              </tr>
            ))}
            {rows?.length === 0 && (
              <tr>
                <td colSpan={columns.length} className="px-3 py-10 text-center">
                  <span className="text-muted-foreground">{noMatch ?? "Nothing to show."}</span>
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
      {paging && <Pager {...paging} />}
    </div>
  );
}

function SkeletonRows<Row>({ columns }: { columns: ColumnDef<Row>[] }) {
  return Array.from({ length: SKELETON_ROWS }, (_, row) => (
    <tr key={row}>
      {columns.map((column, index) => (
        <td key={column.id ?? index} className={cn("h-11 px-3", column.meta?.className)}>
          <Skeleton className={index === 0 ? "h-3.5 w-44 max-w-full" : "h-3.5 w-16 max-w-full"} />
        </td>
      ))}
    </tr>
  ));
}

function Pager({ offset, limit, total, onOffsetChange }: Paging) {
  if (total <= limit && offset === 0) return null;
  const last = Math.min(offset + limit, total);
  return (
    <nav aria-label="Pages" className="mt-3 flex items-center justify-between text-[13px]">
      <span className="text-muted-foreground tabular-nums">
        {formatNumber(total === 0 ? 0 : offset + 1)}–{formatNumber(last)} of {formatNumber(total)}
      </span>
      <span className="flex gap-1">
        <Button
          size="icon-sm"
          aria-label="Previous page"
          disabled={offset === 0}
          onClick={() => onOffsetChange(Math.max(0, offset - limit))}
        >
          <ChevronLeft />
        </Button>
        <Button
          size="icon-sm"
          aria-label="Next page"
          disabled={last >= total}
          onClick={() => onOffsetChange(offset + limit)}
        >
          <ChevronRight />
        </Button>
      </span>
    </nav>
  );
}
