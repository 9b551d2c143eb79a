import type { Metadata } from "next";

import { RunDetail } from "@/features/evaluations/components/run-detail";

export const metadata: Metadata = { title: "Run" };

export default async function RunDetailPage({ params }: PageProps<"/evaluations/runs/[id]">) {
  const { id } = await params;
  return <RunDetail id={id} />;
}
