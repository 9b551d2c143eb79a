import { z } from "zod";

import type { TierLimits } from "@/lib/api/types";

export const LIMITS: { name: keyof TierLimits; label: string }[] = [
  { name: "tokens_per_month", label: "Tokens per month" },
  { name: "requests_per_minute", label: "Requests per minute" },
  { name: "projects", label: "Projects" },
  { name: "documents", label: "Documents" },
  { name: "models", label: "Models" },
];

const limit = z
  .string()
  .trim()
  .regex(/^[\d,\s]*$/, "Use a whole number, or nothing for no limit.");

export const tierSchema = z.object({
  tokens_per_month: limit,
  requests_per_minute: limit,
  projects: limit,
  documents: limit,
  models: limit,
});

export type TierValues = z.infer<typeof tierSchema>;

function textOf(value: number | null): string {
  return value === null ? "" : String(value);
}

function numberOf(text: string): number | null {
  const digits = text.replace(/\D/g, "");
  return digits === "" ? null : Number(digits);
}

/** The limits as they stand in the fields: nothing for no limit. */
export function valuesOf(limits: TierLimits): TierValues {
  return {
    tokens_per_month: textOf(limits.tokens_per_month),
    requests_per_minute: textOf(limits.requests_per_minute),
    projects: textOf(limits.projects),
    documents: textOf(limits.documents),
    models: textOf(limits.models),
  };
}

export function limitsOf(values: TierValues): TierLimits {
  return {
    tokens_per_month: numberOf(values.tokens_per_month),
    requests_per_minute: numberOf(values.requests_per_minute),
    projects: numberOf(values.projects),
    documents: numberOf(values.documents),
    models: numberOf(values.models),
  };
}
