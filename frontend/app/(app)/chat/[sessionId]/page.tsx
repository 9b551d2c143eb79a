import type { Metadata } from "next";

import { Conversation } from "@/features/chat/components/conversation";

export const metadata: Metadata = { title: "Conversation" };

export default async function ConversationPage({ params }: PageProps<"/chat/[sessionId]">) {
  const { sessionId } = await params;
  return <Conversation key={sessionId} sessionId={sessionId} />;
}
