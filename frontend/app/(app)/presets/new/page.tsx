import type { Metadata } from "next";

import { CreatePreset } from "@/features/rag_configs/components/create-preset";

export const metadata: Metadata = { title: "Create preset" };

export default function CreatePresetPage() {
  return <CreatePreset />;
}
