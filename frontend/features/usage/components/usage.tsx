"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { MyUsagePanel } from "@/features/usage/components/my-usage-panel";
import { TierTable } from "@/features/usage/components/tier-table";
import { UsageOfUsers } from "@/features/usage/components/usage-of-users";
import { useCan } from "@/lib/api/use-session";

const TABS = ["me", "everybody", "tiers"] as const;

/** What is used, by oneself and by others, and what the tiers allow. */
export function Usage() {
  const canSeeOthers = useCan("usage:of_others");
  const canManageTiers = useCan("tiers:manage");
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("me"));
  return (
    <PageBody>
      <Breadcrumbs items={[{ label: "Usage" }]} />
      <PageHeader title="Usage" description="What is used this month, and how much is left." />
      <Tabs value={tab} onValueChange={(value) => void setTab(value as typeof tab)}>
        {(canSeeOthers || canManageTiers) && (
          <TabsList>
            <TabsTrigger value="me">My usage</TabsTrigger>
            {canSeeOthers && <TabsTrigger value="everybody">Everybody</TabsTrigger>}
            {canManageTiers && <TabsTrigger value="tiers">Tiers</TabsTrigger>}
          </TabsList>
        )}
        <TabsContent value="me">
          <MyUsagePanel />
        </TabsContent>
        {canSeeOthers && (
          <TabsContent value="everybody">
            <UsageOfUsers />
          </TabsContent>
        )}
        {canManageTiers && (
          <TabsContent value="tiers">
            <TierTable />
          </TabsContent>
        )}
      </Tabs>
    </PageBody>
  );
}
