import type { Metadata } from "next";

import { CallPage } from "@/features/deployments/components/call-page";

export const metadata: Metadata = { title: "Call" };

export default async function DeploymentCallPage({
  params,
}: PageProps<"/deployments/[id]/calls/[callId]">) {
  const { id, callId } = await params;
  return <CallPage deploymentId={id} callId={callId} />;
}
