"use client";

import { useState } from "react";

import { ErrorState } from "@/components/common/error-state";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { useGroups } from "@/features/groups/api";
import { plural } from "@/lib/format";

/** With more groups than this they are searched rather than looked through. */
const SEARCH_FROM = 8;

type GroupPickerProps = { value: string[]; onChange: (ids: string[]) => void };

/** Ticks groups. */
export function GroupPicker({ value, onChange }: GroupPickerProps) {
  const groups = useGroups();
  const [query, setQuery] = useState("");
  if (groups.error) return <ErrorState error={groups.error} onRetry={groups.refetch} />;
  if (!groups.data) return <Skeleton className="h-24 w-full" />;
  if (groups.data.total === 0) {
    return (
      <p className="rounded-lg border border-dashed px-4 py-5 text-muted-foreground">
        There is no group yet. An administrator makes groups under Govern.
      </p>
    );
  }
  const toggle = (id: string) =>
    onChange(value.includes(id) ? value.filter((other) => other !== id) : [...value, id]);
  const shown = groups.data.items.filter(({ name }) =>
    name.toLowerCase().includes(query.trim().toLowerCase()),
  );
  return (
    <div className="grid gap-2">
      {groups.data.total > SEARCH_FROM && (
        <Input
          type="search"
          aria-label="Find a group"
          placeholder="Find a group"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      )}
      <ul className="max-h-56 divide-y overflow-y-auto rounded-lg border" aria-label="Groups">
        {shown.map((group) => (
          <li key={group.id}>
            <label className="flex cursor-pointer items-center gap-3 px-3 py-2 hover:bg-surface">
              <Checkbox
                checked={value.includes(group.id)}
                onCheckedChange={() => toggle(group.id)}
                aria-label={group.name}
              />
              <span className="min-w-0 flex-1 truncate">{group.name}</span>
              <span className="text-[13px] text-muted-foreground tabular-nums">
                {plural(group.member_count, "member")}
              </span>
            </label>
          </li>
        ))}
        {shown.length === 0 && (
          <li className="px-3 py-4 text-center text-muted-foreground">No group has this name.</li>
        )}
      </ul>
    </div>
  );
}
