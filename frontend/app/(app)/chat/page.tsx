import type { Metadata } from "next";

import { NewConversation } from "@/features/chat/components/new-conversation";

export const metadata: Metadata = { title: "Chat" };

export default function ChatPage() {
  return <NewConversation />;
}
