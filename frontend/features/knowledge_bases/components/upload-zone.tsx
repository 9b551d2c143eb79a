"use client";

import { Upload as UploadIcon } from "lucide-react";
import { useEffect, useRef, useState, type DragEvent } from "react";

import { Button } from "@/components/ui/button";
import { useInvalidateKnowledge } from "@/features/knowledge_bases/api";
import { UploadList } from "@/features/knowledge_bases/components/upload-list";
import {
  ACCEPTED_EXTENSIONS,
  enqueueUploads,
  removeUpload,
  useUploads,
} from "@/features/knowledge_bases/uploads";
import { cn } from "@/lib/cn";

/** How long an arrived file stays listed before the table alone shows it. */
const LINGER_MS = 2500;

/** Takes files by drag and drop or by choosing, and shows how far each one is. */
export function UploadZone({ knowledgeBaseId }: { knowledgeBaseId: string }) {
  const invalidate = useInvalidateKnowledge();
  const input = useRef<HTMLInputElement>(null);
  const [dragging, setDragging] = useState(false);
  const uploads = useUploads().filter((upload) => upload.knowledgeBaseId === knowledgeBaseId);
  useClearArrived(uploads.filter(({ state }) => state === "done").map(({ id }) => id));

  function add(files: FileList | null) {
    if (files) enqueueUploads(knowledgeBaseId, files, () => void invalidate());
  }

  function onDrop(event: DragEvent) {
    event.preventDefault();
    setDragging(false);
    add(event.dataTransfer.files);
  }

  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setDragging(true);
      }}
      onDragLeave={() => setDragging(false)}
      onDrop={onDrop}
      className={cn(
        "mb-5 rounded-lg border border-dashed border-border-strong transition-colors duration-150",
        dragging && "border-primary bg-primary-soft",
      )}
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-4">
        <UploadIcon className="size-5 text-muted-foreground" aria-hidden />
        <div className="min-w-0 flex-1 basis-56">
          <p className="font-medium">Drop files here</p>
          <p className="text-[13px] text-muted-foreground">
            PDF, DOCX, TXT, Markdown, CSV and HTML. Several at once is fine.
          </p>
        </div>
        <Button onClick={() => input.current?.click()}>Choose files</Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          accept={ACCEPTED_EXTENSIONS.join(",")}
          data-testid="file-input"
          onChange={(event) => {
            add(event.target.files);
            event.target.value = "";
          }}
        />
      </div>
      {uploads.length > 0 && (
        <div className="border-t">
          <UploadList uploads={uploads} />
        </div>
      )}
    </div>
  );
}

function useClearArrived(ids: number[]) {
  const key = ids.join();
  useEffect(() => {
    if (!key) return;
    const timer = setTimeout(() => key.split(",").map(Number).forEach(removeUpload), LINGER_MS);
    return () => clearTimeout(timer);
  }, [key]);
}
