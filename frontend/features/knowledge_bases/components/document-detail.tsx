"use client";

import { Download } from "lucide-react";
import { useRouter } from "next/navigation";

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
import { DocumentMenu } from "@/features/knowledge_bases/components/document-menu";
import { DocumentStatus } from "@/features/knowledge_bases/components/document-status";
import { ProblemList } from "@/features/knowledge_bases/components/problems-badge";
import { RestrictionBadge } from "@/features/knowledge_bases/components/restriction-badge";
import { TextAndChunks } from "@/features/knowledge_bases/components/text-and-chunks";
import { downloadOriginal } from "@/features/knowledge_bases/document-links";
import { splitText } from "@/features/rag_configs/words";
import { useWriteAccess } from "@/features/projects/write-access";
import type { Document, KnowledgeBase } from "@/lib/api/types";
import { formatBytes, formatNumber, plural } from "@/lib/format";

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
    { label: "Split", value: splitText(document.config) },
    { label: "Embedding", value: document.config.embedding_model },
    { label: "Added", value: <RelativeTime iso={document.created_at} /> },
    { label: "SHA-256", value: <CopyableId id={document.content_sha256} /> },
    { label: "Id", value: <CopyableId id={document.id} /> },
  ];
}

/** While the knowledge base is not known, nothing can be changed. */
const NOT_KNOWN = { project_id: "", project_name: "", role: null };

type DetailContentProps = { document: Document; base: KnowledgeBase | undefined };

function DetailContent({ document, base }: DetailContentProps) {
  const router = useRouter();
  const canWrite = useWriteAccess(base ?? NOT_KNOWN, "knowledge:write").allowed;
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
            {document.original_kept && (
              <Button onClick={() => void downloadOriginal(document)}>
                <Download /> Download original
              </Button>
            )}
            <DocumentMenu
              document={document}
              canWrite={canWrite}
              onOwnPage
              onDeleted={() => router.push(`/knowledge/${document.knowledge_base_id}`)}
            />
          </>
        }
      />
      <FactRow facts={documentFacts(document)} className="mb-6" />
      <DocumentTrouble document={document} />
      {document.chunk_count > 0 && <TextAndChunks document={document} />}
    </>
  );
}

/** Why it could not be read, or which parts of it could not. */
function DocumentTrouble({ document }: { document: Document }) {
  return (
    <>
      {document.error && (
        <div className="mb-6 rounded-lg border bg-danger-soft/50 p-4">
          <p className="font-medium">{document.error.message}</p>
          <p className="text-muted-foreground">{document.error.remedy}</p>
          <p className="mt-1 font-mono text-xs text-muted-foreground">{document.error.code}</p>
        </div>
      )}
      {document.problems.length > 0 && (
        <div className="mb-6 rounded-lg border bg-warning-soft/50 p-4">
          <p className="mb-2 font-medium">
            {plural(document.problems.length, "part")} could not be read. The rest can be found.
          </p>
          <ProblemList problems={document.problems} />
        </div>
      )}
    </>
  );
}
