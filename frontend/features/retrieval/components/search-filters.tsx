"use client";

import { Plus, X } from "lucide-react";
import { useState } from "react";

import { ChoiceSelect } from "@/components/common/choice-select";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import {
  LANGUAGES,
  MEDIA_TYPES,
  activeFilters,
  languageName,
  parsePair,
} from "@/features/retrieval/filters";
import type { SearchFilters } from "@/lib/api/types";

type FiltersProps = { filters: SearchFilters; onChange: (filters: SearchFilters) => void };

const ANY = "any";

/** Which documents are searched: all that is given has to hold. */
export function SearchFilterFields({ filters, onChange }: FiltersProps) {
  const set = (change: Partial<SearchFilters>) => onChange({ ...filters, ...change });
  return (
    <div
      className="mb-4 grid items-start gap-4 rounded-lg border px-4 py-4 sm:grid-cols-2 lg:grid-cols-3"
      data-testid="search-filters"
    >
      <Field label="Document name contains">
        {(control) => (
          <Input
            {...control}
            value={filters.name_contains ?? ""}
            maxLength={200}
            onChange={({ target }) => set({ name_contains: target.value || null })}
            data-testid="filter-name"
          />
        )}
      </Field>
      <Field label="Kind of file">
        {(control) => (
          <ChoiceSelect
            control={control}
            value={filters.media_types?.[0] ?? ANY}
            onChange={(type) => set({ media_types: type === ANY ? [] : [type] })}
            choices={[
              { value: ANY, label: "All kinds" },
              ...Object.entries(MEDIA_TYPES).map(([value, label]) => ({ value, label })),
            ]}
          />
        )}
      </Field>
      <Field label="Language">
        {(control) => (
          <ChoiceSelect
            control={control}
            value={filters.languages?.[0] ?? ANY}
            onChange={(code) => set({ languages: code === ANY ? [] : [code] })}
            choices={[
              { value: ANY, label: "All languages" },
              ...LANGUAGES.map((value) => ({ value, label: languageName(value) })),
            ]}
          />
        )}
      </Field>
      <DateField
        label="Added from"
        value={filters.created_after}
        onChange={(iso) => set({ created_after: iso })}
      />
      <DateField
        label="Added before"
        value={filters.created_before}
        onChange={(iso) => set({ created_before: iso })}
      />
      <MetadataField filters={filters} onChange={onChange} />
    </div>
  );
}

type DateFieldProps = {
  label: string;
  value: string | null | undefined;
  onChange: (iso: string | null) => void;
};

function DateField({ label, value, onChange }: DateFieldProps) {
  return (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          type="date"
          value={value?.slice(0, 10) ?? ""}
          onChange={({ target }) => onChange(target.value ? `${target.value}T00:00:00Z` : null)}
        />
      )}
    </Field>
  );
}

function MetadataField({ filters, onChange }: FiltersProps) {
  const [typed, setTyped] = useState("");
  const pair = parsePair(typed);

  function add() {
    if (!pair) return;
    onChange({ ...filters, metadata: { ...filters.metadata, [pair[0]]: pair[1] } });
    setTyped("");
  }

  return (
    <Field label="Metadata" hint="As “department=sales”.">
      {(control) => (
        <span className="flex gap-2">
          <Input
            {...control}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              add();
            }}
          />
          <Button size="icon" aria-label="Add metadata filter" disabled={!pair} onClick={add}>
            <Plus />
          </Button>
        </span>
      )}
    </Field>
  );
}

/** What is filtered by, each to be taken away with a click. */
export function ActiveFilters({ filters, onChange }: FiltersProps) {
  const active = activeFilters(filters);
  if (active.length === 0) return null;
  return (
    <ul className="mb-4 flex flex-wrap gap-1.5" aria-label="Filters">
      {active.map(({ key, label, without }) => (
        <li key={key}>
          <button
            type="button"
            onClick={() => onChange(without)}
            className="inline-flex h-7 items-center gap-1.5 rounded-full border border-primary bg-primary-soft px-2.5 text-[13px] text-primary-text"
            aria-label={`Remove filter ${label}`}
          >
            {label} <X className="size-3.5" aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
