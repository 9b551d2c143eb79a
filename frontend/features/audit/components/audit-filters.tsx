"use client";

import { X } from "lucide-react";

import { ChoiceSelect, type Choice } from "@/components/common/choice-select";
import { FilterBar, FilterChips, SearchField } from "@/components/common/filter-bar";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { useAuditActions } from "@/features/audit/api";
import { isFiltered, NO_FILTER, PERIODS, type AuditFilter } from "@/features/audit/filter";

type AuditFiltersProps = {
  filter: AuditFilter;
  onChange: (change: Partial<AuditFilter>) => void;
};

const ALL = "all";

/** "project." stands for all actions on projects. */
function actionChoices(actions: string[]): Choice<string>[] {
  const areas = [...new Set(actions.map((action) => `${action.split(".")[0]}.`))];
  return [
    { value: ALL, label: "Every action" },
    ...areas.map((area) => ({ value: area, label: `${area}*`, note: "all of them" })),
    ...actions.map((action) => ({ value: action, label: action })),
  ];
}

export function AuditFilters({ filter, onChange }: AuditFiltersProps) {
  const actions = useAuditActions();
  return (
    <div className="mb-4">
      <FilterBar>
        <SearchField
          value={filter.q}
          onChange={(q) => onChange({ q })}
          placeholder="Email, action, id or detail"
        />
        <ChoiceSelect
          label="Action"
          value={filter.action ?? ALL}
          onChange={(action) => onChange({ action: action === ALL ? null : action })}
          choices={withChosen(actionChoices(actions.data?.items ?? []), filter.action)}
          className="w-full sm:w-56"
          testId="audit-action"
        />
        <FilterChips
          label="Outcome"
          value={filter.outcome}
          onChange={(outcome) => onChange({ outcome })}
          chips={[
            { value: "success", label: "Success" },
            { value: "denied", label: "Denied" },
            { value: "failed", label: "Failed" },
          ]}
        />
      </FilterBar>
      <div className="flex flex-wrap items-center gap-3">
        <PeriodSelect filter={filter} onChange={onChange} />
        {filter.user && (
          <FilterChips
            label="User"
            value={filter.user}
            onChange={() => onChange({ user: null })}
            chips={[{ value: filter.user, label: `User ${filter.user.slice(0, 8)}` }]}
          />
        )}
        {filter.type && (
          <FilterChips
            label="Kind of thing"
            value={filter.type}
            onChange={() => onChange({ type: null })}
            chips={[{ value: filter.type, label: filter.type.replaceAll("_", " ") }]}
          />
        )}
        {filter.resource && (
          <FilterChips
            label="Thing"
            value={filter.resource}
            onChange={() => onChange({ resource: null })}
            chips={[{ value: filter.resource, label: `Id ${filter.resource.slice(0, 8)}` }]}
          />
        )}
        {isFiltered(filter) && (
          <Button variant="ghost" size="sm" onClick={() => onChange(NO_FILTER)}>
            <X /> Clear filters
          </Button>
        )}
      </div>
    </div>
  );
}

/** A value from the address may be one that the list does not hold (yet). */
function withChosen(choices: Choice<string>[], chosen: string | null): Choice<string>[] {
  if (chosen === null || choices.some(({ value }) => value === chosen)) return choices;
  return [...choices, { value: chosen, label: chosen }];
}

const ANY_TIME = "any";
const OWN = "own";

function PeriodSelect({ filter, onChange }: AuditFiltersProps) {
  const isOwn = filter.from !== null || filter.to !== null;
  const today = new Date().toLocaleDateString("sv");
  return (
    <>
      <ChoiceSelect
        label="Period"
        value={filter.period ?? (isOwn ? OWN : ANY_TIME)}
        onChange={(value) =>
          onChange({
            period: value === ANY_TIME || value === OWN ? null : (value as AuditFilter["period"]),
            from: value === OWN ? today : null,
            to: value === OWN ? today : null,
          })
        }
        choices={[
          { value: ANY_TIME, label: "Any time" },
          ...Object.entries(PERIODS).map(([value, label]) => ({ value, label })),
          { value: OWN, label: "From … to …" },
        ]}
        className="w-40"
      />
      {isOwn && (
        <span className="flex items-center gap-2">
          <Input
            type="date"
            aria-label="First day"
            className="w-36"
            value={filter.from ?? ""}
            max={filter.to ?? undefined}
            onChange={(event) => onChange({ from: event.target.value || null })}
          />
          –
          <Input
            type="date"
            aria-label="Last day"
            className="w-36"
            value={filter.to ?? ""}
            min={filter.from ?? undefined}
            onChange={(event) => onChange({ to: event.target.value || null })}
          />
        </span>
      )}
    </>
  );
}
