import type { Metadata } from "next";

import { KnowledgeBaseDetail } from "@/features/knowledge_bases/components/knowledge-base-detail";

export const metadata: Metadata = { title: "Knowledge base" };

export default async function KnowledgeBasePage({ params }: PageProps<"/knowledge/[id]">) {
  const { id } = await params;
  return <KnowledgeBaseDetail id={id} />;
}
