import type { ApiError } from "@/lib/api/errors";

export type RowProblem = { line: number; message: string };

function isRowProblem(value: unknown): value is RowProblem {
  const row = value as Partial<RowProblem> | null;
  return typeof row?.line === "number" && typeof row.message === "string";
}

/** Which lines of an imported file are wrong, when that is why it was refused. */
export function rowProblems(error: ApiError): RowProblem[] {
  const { rows } = error.details;
  return Array.isArray(rows) ? rows.filter(isRowProblem) : [];
}
