import type { Metadata } from "next";

import { PromptDetail } from "@/features/prompts/components/prompt-detail";

export const metadata: Metadata = { title: "Prompt" };

export default async function PromptPage({ params }: PageProps<"/prompts/[id]">) {
  return <PromptDetail id={(await params).id} />;
}
