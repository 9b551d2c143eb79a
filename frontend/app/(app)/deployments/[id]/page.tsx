import type { Metadata } from "next";

import { DeploymentDetail } from "@/features/deployments/components/deployment-detail";

export const metadata: Metadata = { title: "Deployment" };

export default async function DeploymentPage({ params }: PageProps<"/deployments/[id]">) {
  const { id } = await params;
  return <DeploymentDetail id={id} />;
}
