import type { FieldValues, Path, UseFormReturn } from "react-hook-form";

import { toApiError, type ApiError } from "@/lib/api/errors";

/** Which field each refusal of the API concerns, e.g. `{ name_taken: "name" }`. */
export type FieldOfCode<Values extends FieldValues> = Partial<Record<string, Path<Values>>>;

/** What a field says of a refusal: the message, and the way out when the API knows one. */
function sentenceOf({ message, remedy }: ApiError): string {
  return remedy ? `${message} ${remedy}` : message;
}

/** Puts a refusal that concerns one field at that field; answers whether it did. */
export function showAtField<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  error: unknown,
  fieldOf: FieldOfCode<Values>,
): boolean {
  const problem = toApiError(error);
  const field = fieldOf[problem.code];
  if (!field) return false;
  form.setError(field, { message: sentenceOf(problem) }, { shouldFocus: true });
  return true;
}

/** The refusals that no field shows, for the place below the form. */
export function errorBelowForm<Values extends FieldValues>(
  error: unknown,
  fieldOf: FieldOfCode<Values>,
): unknown {
  return error && toApiError(error).code in fieldOf ? null : error;
}
