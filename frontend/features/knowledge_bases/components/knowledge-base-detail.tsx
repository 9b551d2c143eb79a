"use client";

import { Rocket } from "lucide-react";
import Link from "next/link";
import { parseAsStringLiteral, useQueryState } from "nuqs";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { ErrorState } from "@/components/common/error-state";
import { FactRow } from "@/components/common/facts";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { ReadOnlyNote } from "@/components/common/read-only-note";
import { RelativeTime } from "@/components/common/relative-time";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { useKnowledgeBase } from "@/features/knowledge_bases/api";
import { DocumentsTab } from "@/features/knowledge_bases/components/documents-tab";
import { IndexTab } from "@/features/knowledge_bases/components/index-tab";
import { KnowledgeBaseState } from "@/features/knowledge_bases/components/knowledge-base-list";
import { SearchTab } from "@/features/knowledge_bases/components/search-tab";
import { SettingsTab } from "@/features/knowledge_bases/components/settings-tab";
import { ProjectLink } from "@/features/projects/components/project-link";
import { useWriteAccess } from "@/features/projects/write-access";
import { splitText } from "@/features/rag_configs/words";
import type { KnowledgeBase } from "@/lib/api/types";
import { formatBytes, formatNumber } from "@/lib/format";

const TABS = ["documents", "search", "index", "settings"] as const;

export function KnowledgeBaseDetail({ id }: { id: string }) {
  const base = useKnowledgeBase(id);
  return (
    <PageBody>
      <Breadcrumbs
        items={[{ label: "Knowledge", href: "/knowledge" }, { label: base.data?.name ?? "…" }]}
      />
      {base.error && <ErrorState error={base.error} onRetry={base.refetch} />}
      {base.isPending && <DetailSkeleton />}
      {base.data && <DetailContent base={base.data} />}
    </PageBody>
  );
}

function DetailSkeleton() {
  return (
    <div aria-busy>
      <Skeleton className="mb-6 h-7 w-64" />
      <Skeleton className="mb-6 h-16 w-full" />
      <Skeleton className="h-64 w-full" />
    </div>
  );
}

function DetailContent({ base }: { base: KnowledgeBase }) {
  const access = useWriteAccess(base, "knowledge:write");
  const canDeploy = useWriteAccess(base, "deployments:write").allowed;
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("documents"));
  return (
    <>
      <PageHeader
        title={base.name}
        description={base.description}
        badge={<KnowledgeBaseState base={base} />}
        actions={
          canDeploy &&
          base.status_counts.completed > 0 && (
            <Button asChild variant="primary">
              <Link href={`/deployments/new?knowledge=${base.id}`}>
                <Rocket /> Create deployment
              </Link>
            </Button>
          )
        }
      />
      <FactRow
        className="mb-5"
        facts={[
          { label: "Project", value: <ProjectLink of={base} /> },
          { label: "Documents", value: formatNumber(base.document_count) },
          { label: "Chunks", value: formatNumber(base.chunk_count) },
          { label: "Size", value: formatBytes(base.size_bytes) },
          { label: "Embedding", value: base.config.embedding_model },
          { label: "Split", value: splitText(base.config) },
          { label: "Updated", value: <RelativeTime iso={base.updated_at} /> },
        ]}
      />
      <ReadOnlyNote reason={access.reason} />
      <Tabs value={tab} onValueChange={(value) => void setTab(value as typeof tab)}>
        <TabsList>
          <TabsTrigger value="documents">Documents</TabsTrigger>
          <TabsTrigger value="search" data-testid="tab-search">
            Search
          </TabsTrigger>
          <TabsTrigger value="index">Index</TabsTrigger>
          {access.allowed && <TabsTrigger value="settings">Settings</TabsTrigger>}
        </TabsList>
        <TabsContent value="documents">
          <DocumentsTab base={base} />
        </TabsContent>
        <TabsContent value="search">
          <SearchTab base={base} />
        </TabsContent>
        <TabsContent value="index">
          <IndexTab base={base} canWrite={access.allowed} />
        </TabsContent>
        {access.allowed && (
          <TabsContent value="settings">
            <SettingsTab base={base} />
          </TabsContent>
        )}
      </Tabs>
    </>
  );
}
