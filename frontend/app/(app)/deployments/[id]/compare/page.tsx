import type { Metadata } from "next";

import { CompareVersions } from "@/features/deployments/components/compare-versions";

export const metadata: Metadata = { title: "Compare versions" };

export default async function CompareVersionsPage({
  params,
}: PageProps<"/deployments/[id]/compare">) {
  const { id } = await params;
  return <CompareVersions id={id} />;
}
