import type { Metadata } from "next";

import { PresetDetail } from "@/features/rag_configs/components/preset-detail";

export const metadata: Metadata = { title: "Preset" };

export default async function PresetPage({ params }: PageProps<"/presets/[id]">) {
  return <PresetDetail id={(await params).id} />;
}
