import type { Metadata } from "next";

import { KnowledgeBaseList } from "@/features/knowledge_bases/components/knowledge-base-list";

export const metadata: Metadata = { title: "Knowledge" };

export default function KnowledgePage() {
  return <KnowledgeBaseList />;
}
