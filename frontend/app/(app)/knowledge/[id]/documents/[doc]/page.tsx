import type { Metadata } from "next";

import { DocumentDetail } from "@/features/knowledge_bases/components/document-detail";

export const metadata: Metadata = { title: "Document" };

export default async function DocumentPage({
  params,
}: PageProps<"/knowledge/[id]/documents/[doc]">) {
  const { id, doc } = await params;
  return <DocumentDetail knowledgeBaseId={id} documentId={doc} />;
}
