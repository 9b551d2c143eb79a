"use client";

import type { ColumnDef } from "@tanstack/react-table";
import { Boxes, Plus } from "lucide-react";
import Link from "next/link";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { DataTable } from "@/components/common/data-table";
import { EmptyState } from "@/components/common/empty-state";
import { ErrorState } from "@/components/common/error-state";
import { FilterBar, FilterChips, SearchField } from "@/components/common/filter-bar";
import { WithInspector } from "@/components/common/inspector";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { Button } from "@/components/ui/button";
import { useModels } from "@/features/models/api";
import { ModelHealthBadge } from "@/features/models/components/model-health";
import { ModelInspector } from "@/features/models/components/model-inspector";
import { VisibilityBadge } from "@/features/models/components/visibility-field";
import { MODEL_TYPES, PROVIDERS } from "@/features/models/labels";
import { formatCost } from "@/features/models/prices";
import type { Model } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";

const TYPES = Object.keys(MODEL_TYPES) as Model["model_type"][];

function PriceCell({ prices }: { prices: Model["prices"] }) {
  if (!prices) return <span className="text-muted-foreground">–</span>;
  const { input_per_million, output_per_million, currency } = prices;
  return (
    <span title="Per million tokens in / out">
      {formatCost(input_per_million, currency)} / {formatCost(output_per_million, currency)}
    </span>
  );
}

const COLUMNS: ColumnDef<Model>[] = [
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
    meta: { className: "hidden w-36 whitespace-nowrap sm:table-cell" },
  },
  {
    id: "provider",
    header: "Provider",
    cell: ({ row }) => PROVIDERS[row.original.provider],
    meta: { className: "hidden w-28 md:table-cell" },
  },
  {
    id: "prices",
    header: "Price in / out",
    cell: ({ row }) => <PriceCell prices={row.original.prices} />,
    meta: { className: "hidden w-36 font-mono text-xs whitespace-nowrap lg:table-cell" },
  },
  {
    id: "health",
    header: "State",
    cell: ({ row }) => <ModelHealthBadge id={row.original.id} />,
    meta: { className: "w-32" },
  },
];

const VISIBILITY_COLUMN: ColumnDef<Model> = {
  id: "visibility",
  header: "Chosen by",
  cell: ({ row }) => <VisibilityBadge visibility={row.original.visibility} />,
  meta: { className: "hidden w-40 lg:table-cell" },
};

function matches(model: Model, query: string, type: Model["model_type"] | null): boolean {
  const text = `${model.name} ${model.model_id} ${PROVIDERS[model.provider]}`.toLowerCase();
  return text.includes(query.toLowerCase()) && (!type || model.model_type === type);
}

/** What deployments answer with, and what turns text into vectors. */
export function ModelList() {
  const models = useModels();
  const canAdd = useCan("models:write");
  const [filter, setFilter] = useQueryStates({
    q: parseAsString.withDefault(""),
    type: parseAsStringLiteral(TYPES),
    model: parseAsString,
  });
  // Beside the inspector there is no room for all of them.
  const isNarrow = filter.model !== null;
  const columns = useMemo(() => columnsFor(canAdd, isNarrow), [canAdd, isNarrow]);
  const items = models.data?.items ?? [];
  const chosen = items.find((model) => model.id === filter.model);
  const isEmpty = models.data?.total === 0;
  const close = () => void setFilter({ model: null });
  const addButton = canAdd && (
    <Button asChild variant="primary">
      <Link href="/models/new" data-testid="open-add-model">
        <Plus /> Add models
      </Link>
    </Button>
  );

  return (
    <PageBody>
      <Breadcrumbs items={[{ label: "Models" }]} />
      <PageHeader
        title="Models"
        description="What deployments answer with, and what turns text into vectors."
        actions={!isEmpty && addButton}
      />
      {models.error && <ErrorState error={models.error} onRetry={models.refetch} />}
      {isEmpty && (
        <EmptyState icon={Boxes} title="No models yet" action={addButton}>
          {canAdd
            ? "Connect an endpoint of Ollama, OpenAI, vLLM, Anthropic or anything that speaks OpenAI’s API. Deployments answer with its models."
            : "Deployments answer with models. An administrator adds them and says who may choose them."}
        </EmptyState>
      )}
      {!isEmpty && !models.error && (
        <WithInspector
          label="Model"
          onClose={close}
          inspector={
            chosen ? <ModelInspector model={chosen} models={items} onClose={close} /> : null
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
              chips={typeChips(items)}
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

function columnsFor(tellsVisibility: boolean, isNarrow: boolean): ColumnDef<Model>[] {
  if (isNarrow) return COLUMNS.filter(({ id }) => id !== "prices" && id !== "provider");
  return tellsVisibility ? [...COLUMNS, VISIBILITY_COLUMN] : COLUMNS;
}

function typeChips(models: Model[]) {
  const countOf = (type: Model["model_type"]) =>
    models.filter(({ model_type }) => model_type === type).length;
  return TYPES.filter((type) => countOf(type) > 0).map((type) => ({
    value: type,
    label: MODEL_TYPES[type],
    count: countOf(type),
  }));
}
