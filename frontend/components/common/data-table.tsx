"use client";

import {
  flexRender,
  getCoreRowModel,
  useReactTable,
  type ColumnDef,
  type Row as TableRow,
  type RowData,
} from "@tanstack/react-table";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { memo, type MouseEvent, type ReactNode } from "react";

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

function isInteractive(target: HTMLElement): boolean {
  return target.closest("a,button,input,[role=menuitem]") !== null;
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

  // One listener for all rows: rows that did not change need not be drawn for a new one.
  function open(event: MouseEvent<HTMLElement>) {
    const target = event.target as HTMLElement;
    // A click inside a menu reaches us through React's tree even though it lies outside the table.
    if (!event.currentTarget.contains(target) || isInteractive(target)) return;
    const id = target.closest<HTMLElement>("tr[data-row-id]")?.dataset.rowId;
    const row = rows?.find((candidate) => rowId(candidate) === id);
    if (row === undefined) return;
    if (onRowClick) onRowClick(row);
    else if (rowHref) router.push(rowHref(row));
  }

  const isClickable = Boolean(rowHref || onRowClick);
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
          <tbody className="divide-y" onClick={open}>
            {!rows && <SkeletonRows columns={columns} />}
            {table.getRowModel().rows.map((row) => (
              <BodyRow
                key={row.id}
                row={row}
                columns={columns}
                isSelected={isSelected?.(row.original) ?? false}
                isClickable={isClickable}
              />
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

type BodyRowProps<Row> = {
  row: TableRow<Row>;
  columns: ColumnDef<Row>[];
  isSelected: boolean;
  isClickable: boolean;
};

function BodyRowContent<Row>({ row, isSelected, isClickable }: BodyRowProps<Row>) {
  return (
    <tr
      data-testid="table-row"
      data-row-id={row.id}
      data-selected={isSelected || undefined}
      className={cn(
        "transition-colors duration-120 data-selected:bg-primary-soft/60",
        isClickable && "cursor-pointer hover:bg-surface",
      )}
    >
      {row.getVisibleCells().map((cell) => (
        <td
          key={cell.id}
          className={cn("h-11 px-3 py-1.5 tabular-nums", cell.column.columnDef.meta?.className)}
        >
          {flexRender(cell.column.columnDef.cell, cell.getContext())}
        </td>
      ))}
    </tr>
  );
}

/** A row is drawn again only for new contents: lists that live events change repaint often. */
const BodyRow = memo(
  BodyRowContent,
  (before, after) =>
    before.row.original === after.row.original &&
    before.row.id === after.row.id &&
    before.columns === after.columns &&
    before.isSelected === after.isSelected &&
    before.isClickable === after.isClickable,
) as typeof BodyRowContent;

/** The column of check boxes, where rows can be ticked. */
const TICKS = "tick";

/** The shape of what will stand in a cell: a box, the name of the row, or a short value. */
function skeletonShape<Row>(columns: ColumnDef<Row>[], index: number): string {
  if (columns[index]?.id === TICKS) return "size-4";
  const isName = index === 0 || (index === 1 && columns[0]?.id === TICKS);
  return isName ? "h-3.5 w-44 max-w-full" : "h-3.5 w-16 max-w-full";
}

function SkeletonRows<Row>({ columns }: { columns: ColumnDef<Row>[] }) {
  return Array.from({ length: SKELETON_ROWS }, (_, row) => (
    <tr key={row}>
      {columns.map((column, index) => (
        <td key={column.id ?? index} className={cn("h-11 px-3", column.meta?.className)}>
          <Skeleton className={skeletonShape(columns, index)} />
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
