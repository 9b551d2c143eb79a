"use client";

import { ChevronDown, ChevronUp, LoaderCircle } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { toast } from "sonner";

import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { endedWork, inWork, shareDone } from "@/features/knowledge_bases/activity";
import { useKnowledgeBases } from "@/features/knowledge_bases/api";
import { UploadPanel } from "@/features/knowledge_bases/components/upload-panel";
import { isRunning, useUploads } from "@/features/knowledge_bases/uploads";
import type { KnowledgeBase } from "@/lib/api/types";
import { useCan } from "@/lib/api/use-session";
import { formatNumber, plural } from "@/lib/format";
import { useStoredFlag } from "@/lib/stored-value";

/** Everything that goes on while the reader is elsewhere, at the bottom right of every page. */
export function ActivityTray() {
  const pathname = usePathname();
  const canList = useCan("knowledge:list");
  const bases = useKnowledgeBases({}, canList).data?.items;
  const uploads = useUploads();
  const [collapsed, setCollapsed] = useStoredFlag("llmb:tray-collapsed");
  useLeaveWarning(uploads.some(isRunning));
  useEndToasts(bases, pathname);

  const isElsewhere = (id: string) => pathname !== `/knowledge/${id}`;
  const uploadsShown = uploads.filter(({ knowledgeBaseId }) => isElsewhere(knowledgeBaseId));
  const basesShown = (bases ?? []).filter((base) => inWork(base) > 0 && isElsewhere(base.id));
  if (uploadsShown.length + basesShown.length === 0) return null;
  const Chevron = collapsed ? ChevronUp : ChevronDown;
  return (
    <section
      aria-label="Work going on"
      data-testid="activity-tray"
      className="fixed right-4 bottom-4 z-40 w-[min(22rem,calc(100vw-2rem))] rounded-lg border bg-elevated shadow-float"
    >
      <header className="flex h-10 items-center gap-2 pr-1.5 pl-3 text-[13px]">
        <LoaderCircle className="size-4 animate-spin text-info" aria-hidden />
        <span className="flex-1 truncate font-medium" role="status">
          {trayTitle(uploadsShown.filter(isRunning).length, basesShown)}
        </span>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={collapsed ? "Show work" : "Hide work"}
          aria-expanded={!collapsed}
          onClick={() => setCollapsed(!collapsed)}
        >
          <Chevron />
        </Button>
      </header>
      {!collapsed && (
        <div className="max-h-80 divide-y overflow-y-auto border-t">
          {uploadsShown.length > 0 && <UploadPanel uploads={uploadsShown} />}
          {basesShown.map((base) => (
            <BaseRow key={base.id} base={base} />
          ))}
        </div>
      )}
    </section>
  );
}

function trayTitle(uploading: number, bases: KnowledgeBase[]): string {
  const documents = bases.reduce((sum, base) => sum + inWork(base), 0);
  const parts = [
    uploading > 0 && `Uploading ${plural(uploading, "file")}`,
    documents > 0 && `${plural(documents, "document")} in work`,
  ];
  return parts.filter(Boolean).join(", ") || "Uploads ended";
}

function BaseRow({ base }: { base: KnowledgeBase }) {
  const { completed } = base.status_counts;
  return (
    <Link
      href={`/knowledge/${base.id}`}
      className="block px-3 py-2.5 text-[13px] hover:bg-surface focus-visible:outline-offset-[-2px]"
    >
      <span className="flex justify-between gap-3">
        <span className="truncate font-medium">{base.name}</span>
        <span className="shrink-0 text-muted-foreground tabular-nums">
          {formatNumber(completed)} of {formatNumber(base.document_count)} done
        </span>
      </span>
      <Progress value={shareDone(base)} label={`Documents of ${base.name}`} className="mt-1.5" />
    </Link>
  );
}

/** The browser asks before the tab is closed on files that are still being sent. */
function useLeaveWarning(isUploading: boolean): void {
  useEffect(() => {
    if (!isUploading) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isUploading]);
}

/** Tells that all documents of a knowledge base are through, unless the reader sees it anyway. */
function useEndToasts(bases: KnowledgeBase[] | undefined, pathname: string): void {
  const before = useRef<KnowledgeBase[] | undefined>(undefined);
  useEffect(() => {
    for (const base of endedWork(before.current ?? [], bases ?? [])) {
      if (!pathname.startsWith(`/knowledge/${base.id}`)) tellEnd(base);
    }
    before.current = bases;
  }, [bases, pathname]);
}

function tellEnd({ name, status_counts: { completed, failed } }: KnowledgeBase): void {
  if (failed === 0) {
    toast.success(`“${name}” is ready`, { description: `${plural(completed, "document")} read.` });
  } else {
    toast.warning(`“${name}”: ${plural(failed, "document")} failed`, {
      description: `${formatNumber(completed)} were read.`,
    });
  }
}
