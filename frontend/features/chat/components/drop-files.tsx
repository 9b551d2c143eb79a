"use client";

import { useState, type DragEvent, type ReactNode } from "react";

type DropFilesProps = { onFiles: (files: File[]) => void; children: ReactNode };

/** Takes files that are dropped anywhere on the conversation. */
export function DropFiles({ onFiles, children }: DropFilesProps) {
  const [isOver, setOver] = useState(false);

  function onDragOver(event: DragEvent) {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(true);
  }

  function onDragLeave(event: DragEvent) {
    if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
  }

  function onDrop(event: DragEvent) {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  }

  return (
    <div
      className="relative flex h-full min-w-0 flex-1 flex-col"
      data-testid="drop-files"
      onDragOver={onDragOver}
      onDragLeave={onDragLeave}
      onDrop={onDrop}
    >
      {children}
      {isOver && (
        <p className="pointer-events-none absolute inset-3 z-10 grid place-items-center rounded-lg border-2 border-dashed border-primary bg-background/85 font-medium">
          Drop the files to attach them to this conversation
        </p>
      )}
    </div>
  );
}
