import type { Metadata } from "next";

import { ModelDetail } from "@/features/models/components/model-detail";

export const metadata: Metadata = { title: "Model" };

export default async function ModelPage({ params }: PageProps<"/models/[id]">) {
  return <ModelDetail id={(await params).id} />;
}
