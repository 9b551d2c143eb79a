"use client";

import type { ColumnDef } from "@tanstack/react-table";
import { Boxes } from "lucide-react";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { DataTable } from "@/components/common/data-table";
import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { FilterBar, FilterChips, SearchField } from "@/components/common/filter-bar";
import { WithInspector } from "@/components/common/inspector";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { useModels } from "@/features/models/api";
import { ModelHealthBadge } from "@/features/models/components/model-health";
import { ModelInspector } from "@/features/models/components/model-inspector";
import { MODEL_TYPES, PROVIDERS } from "@/features/models/labels";
import type { Model } from "@/lib/api/types";

const TYPES = Object.keys(MODEL_TYPES) as Model["model_type"][];

const columns: ColumnDef<Model>[] = [
  {
    id: "name",
    header: "Name",
    cell: ({ row: { original: model } }) => (
      <div className="py-1">
        <p className="font-medium [overflow-wrap:anywhere]">{model.name}</p>
        <p className="font-mono text-xs [overflow-wrap:anywhere] text-muted-foreground">
          {model.model_id}
        </p>
      </div>
    ),
    meta: { className: "min-w-44" },
  },
  {
    id: "type",
    header: "Type",
    cell: ({ row }) => MODEL_TYPES[row.original.model_type],
    meta: { className: "hidden w-36 sm:table-cell" },
  },
  {
    id: "provider",
    header: "Provider",
    cell: ({ row }) => PROVIDERS[row.original.provider],
    meta: { className: "hidden w-28 md:table-cell" },
  },
  {
    id: "health",
    header: "Health",
    cell: ({ row }) => <ModelHealthBadge id={row.original.id} />,
    meta: { className: "w-32" },
  },
];

function matches(model: Model, query: string, type: Model["model_type"] | null): boolean {
  const text = `${model.name} ${model.model_id}`.toLowerCase();
  return text.includes(query.toLowerCase()) && (!type || model.model_type === type);
}

export function ModelList() {
  const models = useModels();
  const [filter, setFilter] = useQueryStates({
    q: parseAsString.withDefault(""),
    type: parseAsStringLiteral(TYPES),
    model: parseAsString,
  });
  const chosen = models.data?.items.find((model) => model.id === filter.model);
  const isEmpty = models.data?.total === 0;
  const countOf = (type: Model["model_type"]) =>
    models.data?.items.filter((model) => model.model_type === type).length ?? 0;

  return (
    <PageBody>
      <Breadcrumbs items={[{ label: "Models" }]} />
      <PageHeader
        title="Models"
        description="What deployments answer with, and what turns text into vectors."
      />
      {models.error && <ErrorState error={models.error} onRetry={models.refetch} />}
      {isEmpty && (
        <EmptyState icon={Boxes} title="No models registered">
          The local model registers itself when it starts. Start it, or set an endpoint in the
          server&apos;s environment.
        </EmptyState>
      )}
      {!isEmpty && !models.error && (
        <WithInspector
          label="Model"
          onClose={() => void setFilter({ model: null })}
          inspector={
            chosen ? (
              <ModelInspector model={chosen} onClose={() => void setFilter({ model: null })} />
            ) : null
          }
        >
          <FilterBar>
            <SearchField
              value={filter.q}
              onChange={(q) => void setFilter({ q: q || null })}
              placeholder="Filter models"
            />
            <FilterChips
              label="Type"
              value={filter.type}
              onChange={(type) => void setFilter({ type })}
              chips={TYPES.filter((type) => countOf(type) > 0).map((type) => ({
                value: type,
                label: MODEL_TYPES[type],
                count: countOf(type),
              }))}
            />
          </FilterBar>
          <DataTable
            label="Models"
            columns={columns}
            rows={models.data?.items.filter((model) => matches(model, filter.q, filter.type))}
            rowId={(model) => model.id}
            onRowClick={(model) => void setFilter({ model: model.id })}
            isSelected={(model) => model.id === filter.model}
            noMatch="No model matches this filter."
          />
        </WithInspector>
      )}
    </PageBody>
  );
}
