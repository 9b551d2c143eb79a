import type { Metadata } from "next";

import { SharedConversation } from "@/features/chat/components/shared-conversation";

// The address holds a secret: it is told to nobody.
export const metadata: Metadata = { title: "Shared conversation", referrer: "no-referrer" };

export default async function SharedConversationPage({ params }: PageProps<"/shared/[token]">) {
  const { token } = await params;
  return <SharedConversation token={token} />;
}
