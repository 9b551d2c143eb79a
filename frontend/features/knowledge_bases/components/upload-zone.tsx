"use client";

import { FolderUp, Link2, Upload as UploadIcon, X } from "lucide-react";
import { useEffect, useRef, useState, type ChangeEvent, type DragEvent } from "react";

import { Button } from "@/components/ui/button";
import {
  ACCEPTED_EXTENSIONS,
  chosenInDrop,
  chosenInInput,
  type Choice,
} from "@/features/knowledge_bases/chosen-files";
import { FromUrlDialog } from "@/features/knowledge_bases/components/from-url-dialog";
import { UploadPanel } from "@/features/knowledge_bases/components/upload-panel";
import { useRefreshSoon } from "@/features/knowledge_bases/live-documents";
import { clearEndedUploads, enqueueUploads, useUploads } from "@/features/knowledge_bases/uploads";
import { cn } from "@/lib/cn";
import { plural } from "@/lib/format";

/** How long a finished upload stays to be seen before the table alone shows it. */
const LINGER_MS = 3000;

/** Takes files and folders by drag and drop or by choosing, and shows how far they are. */
export function UploadZone({ knowledgeBaseId }: { knowledgeBaseId: string }) {
  const refresh = useRefreshSoon(knowledgeBaseId);
  const [dragging, setDragging] = useState(false);
  const [skipped, setSkipped] = useState<string[]>([]);
  const [addingUrl, setAddingUrl] = useState(false);
  const uploads = useUploads().filter((upload) => upload.knowledgeBaseId === knowledgeBaseId);
  const isAllWell = uploads.length > 0 && uploads.every(({ state }) => state === "done");
  useClearWhenWell(isAllWell);

  function add(choice: Choice) {
    setSkipped(choice.skipped);
    enqueueUploads(knowledgeBaseId, choice.files, refresh);
  }

  function onDrop(event: DragEvent) {
    event.preventDefault();
    setDragging(false);
    void chosenInDrop(event.dataTransfer).then(add);
  }

  return (
    <div
      data-testid="upload-zone"
      onDragOver={(event) => {
        event.preventDefault();
        setDragging(true);
      }}
      onDragLeave={() => setDragging(false)}
      onDrop={onDrop}
      className={cn(
        "mb-5 divide-y rounded-lg border border-dashed border-border-strong transition-colors duration-150",
        dragging && "border-primary bg-primary-soft",
      )}
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-4">
        <UploadIcon className="size-5 text-muted-foreground" aria-hidden />
        <div className="min-w-0 flex-1 basis-56">
          <p className="font-medium">Drop files or folders here</p>
          <p className="text-[13px] text-muted-foreground">
            PDF, Word, PowerPoint, Excel, text, Markdown, CSV, HTML, JSON, EPUB, mail, or a ZIP of
            them.
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setAddingUrl(true)} data-testid="open-from-url">
            <Link2 /> Add from URL
          </Button>
          <FileChooser onChosen={add} folder />
          <FileChooser onChosen={add} />
        </div>
      </div>
      {skipped.length > 0 && <SkippedNote names={skipped} onDismiss={() => setSkipped([])} />}
      {uploads.length > 0 && <UploadPanel uploads={uploads} />}
      <FromUrlDialog
        knowledgeBaseId={knowledgeBaseId}
        open={addingUrl}
        onOpenChange={setAddingUrl}
      />
    </div>
  );
}

type FileChooserProps = { onChosen: (choice: Choice) => void; folder?: boolean };

function FileChooser({ onChosen, folder }: FileChooserProps) {
  const input = useRef<HTMLInputElement>(null);
  function take(event: ChangeEvent<HTMLInputElement>) {
    if (event.target.files) onChosen(chosenInInput(event.target.files));
    event.target.value = "";
  }
  return (
    <>
      <Button onClick={() => input.current?.click()}>
        {folder ? (
          <>
            <FolderUp /> Choose folder
          </>
        ) : (
          "Choose files"
        )}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        {...(folder ? { webkitdirectory: "" } : { accept: ACCEPTED_EXTENSIONS.join(",") })}
        data-testid={folder ? "folder-input" : "file-input"}
        onChange={take}
      />
    </>
  );
}

function SkippedNote({ names, onDismiss }: { names: string[]; onDismiss: () => void }) {
  return (
    <div
      className="flex items-start gap-3 py-2 pr-2.5 pl-4 text-[13px] text-muted-foreground"
      data-testid="upload-skipped"
    >
      <details className="min-w-0 flex-1 py-1">
        <summary className="cursor-pointer rounded-sm">
          {plural(names.length, "file")} of the folder {names.length === 1 ? "is" : "are"} of a kind
          that cannot be read and {names.length === 1 ? "was" : "were"} left out.
        </summary>
        <ul className="mt-1 max-h-40 overflow-y-auto pl-4">
          {names.map((name) => (
            <li key={name} className="truncate">
              {name}
            </li>
          ))}
        </ul>
      </details>
      <Button variant="ghost" size="icon-sm" aria-label="Dismiss" onClick={onDismiss}>
        <X />
      </Button>
    </div>
  );
}

function useClearWhenWell(isAllWell: boolean) {
  useEffect(() => {
    if (!isAllWell) return;
    const timer = setTimeout(clearEndedUploads, LINGER_MS);
    return () => clearTimeout(timer);
  }, [isAllWell]);
}
