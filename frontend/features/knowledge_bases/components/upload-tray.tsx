"use client";

import { X } from "lucide-react";
import { usePathname } from "next/navigation";

import { Button } from "@/components/ui/button";
import { UploadPanel } from "@/features/knowledge_bases/components/upload-panel";
import { clearEndedUploads, isRunning, useUploads } from "@/features/knowledge_bases/uploads";
import { plural } from "@/lib/format";

/** Uploads that go on while the reader is elsewhere, at the bottom right of every page. */
export function UploadTray() {
  const pathname = usePathname();
  const uploads = useUploads().filter(
    ({ knowledgeBaseId }) => pathname !== `/knowledge/${knowledgeBaseId}`,
  );
  if (uploads.length === 0) return null;
  const running = uploads.filter(isRunning).length;
  return (
    <section
      aria-label="Uploads"
      className="fixed right-4 bottom-4 z-40 w-[min(22rem,calc(100vw-2rem))] rounded-lg border bg-elevated shadow-float"
    >
      <header className="flex h-10 items-center justify-between border-b pr-1.5 pl-3 text-[13px]">
        <span className="font-medium" role="status">
          {running > 0 ? `Uploading ${plural(running, "file")}` : "Uploads ended"}
        </span>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label="Clear ended uploads"
          onClick={clearEndedUploads}
        >
          <X />
        </Button>
      </header>
      <div className="max-h-72 overflow-y-auto">
        <UploadPanel uploads={uploads} />
      </div>
    </section>
  );
}
