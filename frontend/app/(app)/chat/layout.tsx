import type { ReactNode } from "react";

import { ChatLayout } from "@/features/chat/components/chat-layout";

export default function ChatPagesLayout({ children }: { children: ReactNode }) {
  return <ChatLayout>{children}</ChatLayout>;
}
