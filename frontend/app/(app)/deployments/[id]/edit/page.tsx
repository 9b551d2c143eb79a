import type { Metadata } from "next";

import { EditDeployment } from "@/features/deployments/components/edit-deployment";

export const metadata: Metadata = { title: "Edit deployment" };

export default async function EditDeploymentPage({ params }: PageProps<"/deployments/[id]/edit">) {
  const { id } = await params;
  return <EditDeployment id={id} />;
}
