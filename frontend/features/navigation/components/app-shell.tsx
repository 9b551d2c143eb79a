"use client";

import { useState, type ReactNode } from "react";

import { BreadcrumbProvider } from "@/components/common/breadcrumbs";
import { Dialog, SheetContent } from "@/components/ui/dialog";
import { ActivityTray } from "@/features/knowledge_bases/components/activity-tray";
import { useLiveDocuments } from "@/features/knowledge_bases/live-documents";
import { CommandPalette } from "@/features/navigation/components/command-palette";
import { Sidebar } from "@/features/navigation/components/sidebar";
import { TopBar } from "@/features/navigation/components/top-bar";
import { useAccountTheme } from "@/features/profile/preferences";
import { UsageBanner } from "@/features/usage/components/usage-banner";
import { useSession } from "@/lib/api/use-session";
import { useLiveEvents } from "@/lib/events/live";
import { cn } from "@/lib/cn";
import { useStoredFlag } from "@/lib/stored-value";

/** What surrounds every signed-in page: sidebar, top bar, palette and the tray of what goes on. */
export function AppShell({ children }: { children: ReactNode }) {
  useAccountTheme();
  useLiveEvents(useSession().user?.id);
  useLiveDocuments();
  const [collapsed, setCollapsed] = useStoredFlag("llmb:sidebar-collapsed");
  const [menuOpen, setMenuOpen] = useState(false);
  const [paletteOpen, setPaletteOpen] = useState(false);
  return (
    <BreadcrumbProvider>
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-primary px-3 py-2 text-primary-foreground focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <div className="flex h-dvh overflow-hidden">
        <aside
          className={cn(
            "hidden shrink-0 border-r transition-[width] duration-150 md:block",
            collapsed ? "w-14" : "w-58",
          )}
        >
          <Sidebar collapsed={collapsed} onCollapsedChange={setCollapsed} />
        </aside>
        <Dialog open={menuOpen} onOpenChange={setMenuOpen}>
          <SheetContent title="Navigation" side="left">
            <Sidebar collapsed={false} onNavigate={() => setMenuOpen(false)} />
          </SheetContent>
        </Dialog>
        <div className="flex min-w-0 flex-1 flex-col">
          <TopBar onOpenMenu={() => setMenuOpen(true)} onOpenPalette={() => setPaletteOpen(true)} />
          <UsageBanner />
          <main
            id="content"
            tabIndex={-1}
            className="relative min-h-0 flex-1 overflow-y-auto outline-none"
          >
            {children}
          </main>
        </div>
      </div>
      <CommandPalette open={paletteOpen} onOpenChange={setPaletteOpen} />
      <ActivityTray />
    </BreadcrumbProvider>
  );
}
