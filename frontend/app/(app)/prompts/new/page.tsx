import type { Metadata } from "next";

import { CreatePrompt } from "@/features/prompts/components/create-prompt";

export const metadata: Metadata = { title: "Create prompt" };

export default function CreatePromptPage() {
  return <CreatePrompt />;
}
