"use client";

import { Download } from "lucide-react";
import { useRouter } from "next/navigation";
import { parseAsInteger, useQueryStates } from "nuqs";
import { useMemo } from "react";

import { Breadcrumbs } from "@/components/common/breadcrumbs";
import { CopyableId } from "@/components/common/copy-button";
import { ErrorState } from "@/components/common/error-state";
import { FactRow } from "@/components/common/facts";
import { PageBody, PageHeader } from "@/components/common/page-header";
import { RelativeTime } from "@/components/common/relative-time";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useKnowledgeBase } from "@/features/knowledge_bases/api";
import { useDocument } from "@/features/knowledge_bases/documents-api";
import { ChunkList } from "@/features/knowledge_bases/components/chunk-list";
import { DocumentMenu } from "@/features/knowledge_bases/components/document-menu";
import { DocumentStatus } from "@/features/knowledge_bases/components/document-status";
import { DocumentTextView } from "@/features/knowledge_bases/components/document-text-view";
import { RestrictionBadge } from "@/features/knowledge_bases/components/restriction-badge";
import { downloadOriginal } from "@/features/knowledge_bases/document-links";
import type { Document, KnowledgeBase } from "@/lib/api/types";
import { formatBytes, formatNumber } from "@/lib/format";
import type { Span } from "@/lib/text-span";

type DocumentDetailProps = { knowledgeBaseId: string; documentId: string };

export function DocumentDetail({ knowledgeBaseId, documentId }: DocumentDetailProps) {
  const base = useKnowledgeBase(knowledgeBaseId);
  const document = useDocument(knowledgeBaseId, documentId);
  return (
    <PageBody>
      <Breadcrumbs
        items={[
          { label: "Knowledge", href: "/knowledge" },
          { label: base.data?.name ?? "…", href: `/knowledge/${knowledgeBaseId}` },
          { label: document.data?.name ?? "…" },
        ]}
      />
      {document.error && <ErrorState error={document.error} onRetry={document.refetch} />}
      {document.isPending && <Skeleton className="h-96 w-full" />}
      {document.data && <DetailContent document={document.data} base={base.data} />}
    </PageBody>
  );
}

function documentFacts(document: Document) {
  return [
    ...(document.restricted_to.length > 0
      ? [{ label: "Only for", value: document.restricted_to.map(({ name }) => name).join(", ") }]
      : []),
    { label: "Size", value: formatBytes(document.size_bytes) },
    { label: "Pages", value: document.page_count ?? "–" },
    { label: "Chunks", value: formatNumber(document.chunk_count) },
    { label: "Type", value: document.media_type.split("/").at(-1)?.split(".").at(-1) },
    { label: "Added", value: <RelativeTime iso={document.created_at} /> },
    { label: "SHA-256", value: <CopyableId id={document.content_sha256} /> },
    { label: "Id", value: <CopyableId id={document.id} /> },
  ];
}

type DetailContentProps = { document: Document; base: KnowledgeBase | undefined };

function DetailContent({ document, base }: DetailContentProps) {
  const router = useRouter();
  return (
    <>
      <PageHeader
        title={document.name}
        badge={
          <>
            <DocumentStatus document={document} />
            <RestrictionBadge groups={document.restricted_to} />
          </>
        }
        actions={
          <>
            <Button onClick={() => void downloadOriginal(document)}>
              <Download /> Download original
            </Button>
            <DocumentMenu
              document={document}
              base={base}
              onOwnPage
              onDeleted={() => router.push(`/knowledge/${document.knowledge_base_id}`)}
            />
          </>
        }
      />
      <FactRow facts={documentFacts(document)} className="mb-6" />
      {document.error && (
        <div className="mb-6 rounded-lg border bg-danger-soft/50 p-4">
          <p className="font-medium">{document.error.message}</p>
          <p className="text-muted-foreground">{document.error.remedy}</p>
          <p className="mt-1 font-mono text-xs text-muted-foreground">{document.error.code}</p>
        </div>
      )}
      {document.status === "completed" && <TextAndChunks document={document} />}
    </>
  );
}

function useSelectedSpan(): [Span | null, (span: Span) => void] {
  const [{ start, end }, setRange] = useQueryStates({
    start: parseAsInteger,
    end: parseAsInteger,
  });
  const span = useMemo(
    () => (start !== null && end !== null && end > start ? { start, end } : null),
    [start, end],
  );
  return [span, (next) => void setRange(next)];
}

function TextAndChunks({ document }: { document: Document }) {
  const [span, setSpan] = useSelectedSpan();
  return (
    <div className="grid grid-cols-1 gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <DocumentTextView document={document} span={span} />
      <ChunkList document={document} selected={span} onSelect={setSpan} />
    </div>
  );
}
