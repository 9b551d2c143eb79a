/** Which documents a search looks at. */
import type { SearchFilters } from "@/lib/api/types";
import { formatDate } from "@/lib/format";

export const NO_FILTERS: SearchFilters = {
  document_ids: [],
  media_types: [],
  languages: [],
  metadata: {},
};

/** The kinds of files that can be filtered by, under the names readers know. */
export const MEDIA_TYPES: Record<string, string> = {
  "application/pdf": "PDF",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
  "text/plain": "Text",
  "text/markdown": "Markdown",
  "text/html": "HTML",
  "text/csv": "CSV",
  "application/json": "JSON",
};

const languageNames = new Intl.DisplayNames(["en"], { type: "language" });

/** "de" → "German". */
export function languageName(code: string): string {
  return languageNames.of(code) ?? code;
}

/** "department=sales" as a pair; null for anything else. */
export function parsePair(text: string): [key: string, value: string] | null {
  const [key, ...rest] = text.split("=");
  const value = rest.join("=").trim();
  return key?.trim() && value ? [key.trim(), value] : null;
}

export type ActiveFilter = {
  /** Tells it from the others. */
  key: string;
  label: string;
  /** The filters without this one. */
  without: SearchFilters;
};

function listFilters(
  filters: SearchFilters,
  field: "media_types" | "languages",
  labelOf: (value: string) => string,
): ActiveFilter[] {
  const values = filters[field];
  return values.map((value) => ({
    key: `${field} ${value}`,
    label: labelOf(value),
    without: { ...filters, [field]: values.filter((other) => other !== value) },
  }));
}

function metadataFilters(filters: SearchFilters): ActiveFilter[] {
  const entries = Object.entries(filters.metadata);
  return entries.map(([key, value]) => ({
    key: `metadata ${key}`,
    label: `${key} = ${value}`,
    without: {
      ...filters,
      metadata: Object.fromEntries(entries.filter(([other]) => other !== key)),
    },
  }));
}

/** What is filtered by, one by one, for chips that can be taken away. */
export function activeFilters(filters: SearchFilters): ActiveFilter[] {
  const { name_contains: name, created_after: after, created_before: before } = filters;
  return [
    ...(name
      ? [{ key: "name", label: `Name: ${name}`, without: { ...filters, name_contains: null } }]
      : []),
    ...listFilters(filters, "media_types", (type) => MEDIA_TYPES[type] ?? type),
    ...listFilters(filters, "languages", languageName),
    ...(after
      ? [
          {
            key: "after",
            label: `Added from ${formatDate(after)}`,
            without: { ...filters, created_after: null },
          },
        ]
      : []),
    ...(before
      ? [
          {
            key: "before",
            label: `Added before ${formatDate(before)}`,
            without: { ...filters, created_before: null },
          },
        ]
      : []),
    ...metadataFilters(filters),
  ];
}

/** The filters as a request has them: null when nothing is filtered by. */
export function filtersBody(filters: SearchFilters): SearchFilters | null {
  return activeFilters(filters).length > 0 ? filters : null;
}

/** The languages that documents can be told by. */
export const LANGUAGES = [
  "ar",
  "da",
  "de",
  "en",
  "es",
  "fi",
  "fr",
  "hu",
  "it",
  "ja",
  "ko",
  "nl",
  "no",
  "pt",
  "ro",
  "ru",
  "sv",
  "tr",
  "zh",
];
