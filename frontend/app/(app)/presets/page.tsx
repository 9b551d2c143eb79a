import type { Metadata } from "next";

import { PresetList } from "@/features/rag_configs/components/preset-list";

export const metadata: Metadata = { title: "Presets" };

export default function PresetsPage() {
  return <PresetList />;
}
