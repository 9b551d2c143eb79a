import type { Metadata } from "next";

import { CreateDeployment } from "@/features/deployments/components/create-deployment";

export const metadata: Metadata = { title: "Create deployment" };

export default function NewDeploymentPage() {
  return <CreateDeployment />;
}
