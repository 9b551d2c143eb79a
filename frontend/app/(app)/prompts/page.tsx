import type { Metadata } from "next";

import { PromptList } from "@/features/prompts/components/prompt-list";

export const metadata: Metadata = { title: "Prompts" };

export default function PromptsPage() {
  return <PromptList />;
}
