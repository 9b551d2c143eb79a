"use client";

import { History } from "lucide-react";
import { useState, type ReactNode } from "react";

import { Button } from "@/components/ui/button";
import { Dialog, SheetContent } from "@/components/ui/dialog";
import { SessionSidebar } from "@/features/chat/components/session-sidebar";

/** The list of conversations beside the open one; on phones the list is a sheet. */
export function ChatLayout({ children }: { children: ReactNode }) {
  const [listOpen, setListOpen] = useState(false);
  return (
    <div className="flex h-full">
      <aside className="hidden w-66 shrink-0 border-r lg:block">
        <SessionSidebar />
      </aside>
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="border-b px-3 py-1.5 lg:hidden">
          <Button variant="ghost" size="sm" onClick={() => setListOpen(true)}>
            <History /> Conversations
          </Button>
        </div>
        <div className="flex min-h-0 flex-1">{children}</div>
      </div>
      <Dialog open={listOpen} onOpenChange={setListOpen}>
        <SheetContent title="Conversations" side="left" className="w-80">
          <SessionSidebar onNavigate={() => setListOpen(false)} />
        </SheetContent>
      </Dialog>
    </div>
  );
}
