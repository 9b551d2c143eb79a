"use client";

import { Search, X } from "lucide-react";
import { useEffect, useState, type ReactNode } from "react";

import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { cn } from "@/lib/cn";

const DEBOUNCE_MS = 200;

type SearchFieldProps = {
  value: string;
  onChange: (value: string) => void;
  placeholder: string;
  className?: string;
};

/** A search box that reports what was typed once the reader pauses. */
export function SearchField({ value, onChange, placeholder, className }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const [reported, setReported] = useState(value);
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    setSeen(value);
    // Changed from outside, not by what was typed here.
    if (value !== reported) setTyped(value);
  }
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => {
      setReported(typed);
      onChange(typed);
    }, DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <div className={cn("relative w-full sm:w-64", className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-muted-foreground"
      />
      <Input
        type="search"
        aria-label={placeholder}
        placeholder={placeholder}
        className="pr-8 pl-8 [&::-webkit-search-cancel-button]:hidden"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {typed && (
        <Button
          variant="ghost"
          size="icon-sm"
          className="absolute top-0.5 right-0.5"
          aria-label="Clear search"
          onClick={() => setTyped("")}
        >
          <X />
        </Button>
      )}
    </div>
  );
}

export type FilterChip<Value extends string> = { value: Value; label: string; count?: number };

type FilterChipsProps<Value extends string> = {
  label: string;
  chips: FilterChip<Value>[];
  value: Value | null;
  onChange: (value: Value | null) => void;
};

/** One-of-many filter; a second click on the chosen chip clears it. */
export function FilterChips<Value extends string>(props: FilterChipsProps<Value>) {
  const { label, chips, value, onChange } = props;
  return (
    <div role="group" aria-label={label} className="flex flex-wrap gap-1.5">
      {chips.map((chip) => {
        const chosen = chip.value === value;
        return (
          <button
            key={chip.value}
            type="button"
            aria-pressed={chosen}
            onClick={() => onChange(chosen ? null : chip.value)}
            className={cn(
              "h-7 rounded-full border px-2.5 text-[13px] transition-colors duration-150",
              chosen
                ? "border-primary bg-primary-soft text-primary-text"
                : "text-muted-foreground hover:bg-muted hover:text-foreground",
            )}
          >
            {chip.label}
            {chip.count !== undefined && (
              <span className="ml-1.5 font-mono text-xs tabular-nums">{chip.count}</span>
            )}
          </button>
        );
      })}
    </div>
  );
}

export function FilterBar({ children }: { children: ReactNode }) {
  return <div className="mb-4 flex flex-wrap items-center gap-3">{children}</div>;
}
