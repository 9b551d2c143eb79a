import type { Metadata } from "next";

import { DeploymentList } from "@/features/deployments/components/deployment-list";

export const metadata: Metadata = { title: "Deployments" };

export default function DeploymentsPage() {
  return <DeploymentList />;
}
