import type { ColumnDef } from "@tanstack/react-table";

type OfProject = { project_name: string };

/** Names the project of each row, in lists of all projects. */
export function projectColumn<Row extends OfProject>(): ColumnDef<Row> {
  return {
    id: "project",
    header: "Project",
    cell: ({ row }) => <span className="line-clamp-1">{row.original.project_name}</span>,
    meta: { className: "hidden max-w-48 text-muted-foreground md:table-cell" },
  };
}
