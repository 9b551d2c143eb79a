"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { ErrorState } from "@/components/common/error-state";
import { FactList } from "@/components/common/facts";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { Badge } from "@/components/ui/badge";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { useModel, useModels } from "@/features/models/api";
import { modelFacts } from "@/features/models/components/model-facts";
import { ModelHealthBadge, ModelHealthPanel } from "@/features/models/components/model-health";
import { ModelOffers } from "@/features/models/components/model-offers";
import { ModelSettingsForm } from "@/features/models/components/model-settings-form";
import { ModelTestForm } from "@/features/models/components/model-test";
import { UsesPanel } from "@/features/models/components/model-uses";
import { MODEL_TYPES } from "@/features/models/labels";
import type { Model } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";

const TABS = ["overview", "settings", "offers"] as const;

export function ModelDetail({ id }: { id: string }) {
  const model = useModel(id);
  return (
    <PageBody>
      <Breadcrumbs
        items={[{ label: "Models", href: "/models" }, { label: model.data?.name ?? "…" }]}
      />
      {model.error && <ErrorState error={model.error} onRetry={model.refetch} />}
      {model.isPending && <Skeleton className="h-96 w-full" />}
      {model.data && <DetailContent model={model.data} />}
    </PageBody>
  );
}

function DetailContent({ model }: { model: Model }) {
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("overview"));
  const canWrite = useCan("models:write");
  const canTest = useCan("models:test");
  return (
    <>
      <PageHeader
        title={model.name}
        description={model.description}
        badge={
          <>
            <Badge>{MODEL_TYPES[model.model_type]}</Badge>
            <ModelHealthBadge id={model.id} />
          </>
        }
      />
      <Tabs value={tab} onValueChange={(value) => void setTab(value as typeof tab)}>
        <TabsList>
          <TabsTrigger value="overview">Overview</TabsTrigger>
          {canWrite && <TabsTrigger value="settings">Settings</TabsTrigger>}
          {canTest && <TabsTrigger value="offers">Served there</TabsTrigger>}
        </TabsList>
        <TabsContent value="overview">
          <Overview model={model} />
        </TabsContent>
        {canWrite && (
          <TabsContent value="settings">
            <ModelSettingsForm key={model.updated_at} model={model} />
          </TabsContent>
        )}
        {canTest && (
          <TabsContent value="offers">
            <ModelOffers model={model} />
          </TabsContent>
        )}
      </Tabs>
    </>
  );
}

function Overview({ model }: { model: Model }) {
  const models = useModels();
  const tellsGroups = useCan("models:write");
  const canTest = useCan("models:test");
  return (
    <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid min-w-0 grid-cols-1 gap-6">
        <ModelHealthPanel model={model} />
        {canTest && model.model_type !== "embedding" && <ModelTestForm model={model} />}
      </div>
      <div className="grid min-w-0 grid-cols-1 gap-6">
        <FactList facts={modelFacts(model, models.data?.items ?? [], { tellsGroups })} />
        <UsesPanel model={model} />
      </div>
    </div>
  );
}
