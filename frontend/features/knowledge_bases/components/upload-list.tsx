"use client";

import { CircleAlert, CircleCheck, FileUp, RotateCw, X } from "lucide-react";

import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import {
  isRunning,
  removeUpload,
  retryUpload,
  type Upload,
} from "@/features/knowledge_bases/uploads";
import type { ApiError } from "@/lib/api/errors";
import { formatBytes } from "@/lib/format";

function percent({ sentBytes, size }: Upload): number {
  return size === 0 ? 0 : Math.floor((sentBytes / size) * 100);
}

function stateText(upload: Upload): string {
  if (upload.state === "waiting") return "Waiting to upload";
  if (upload.state === "done") return "Uploaded";
  if (upload.state === "duplicate") return "Already here, not added twice";
  if (percent(upload) === 100) return "Checking the file";
  return `Uploading ${percent(upload)} %, ${formatBytes(upload.sentBytes)} of ${formatBytes(upload.size)}`;
}

/** A refused file is refused again; a connection may be back, and a limit be over. */
function canSucceedLater({ status }: ApiError): boolean {
  return status === 0 || status === 429 || status >= 500;
}

function StateIcon({ upload }: { upload: Upload }) {
  if (upload.state === "failed") return <CircleAlert className="text-danger" />;
  if (isRunning(upload)) return <FileUp className="text-muted-foreground" />;
  return <CircleCheck className="text-success" />;
}

function UploadRow({ upload }: { upload: Upload }) {
  return (
    <li className="flex items-start gap-3 px-3 py-2.5" data-testid="upload-row">
      <span className="mt-0.5 [&_svg]:size-4">
        <StateIcon upload={upload} />
      </span>
      <div className="min-w-0 flex-1 text-[13px]">
        <p className="truncate font-medium">{upload.name}</p>
        {upload.error ? (
          <p className="text-danger">
            {upload.error.message}{" "}
            <span className="text-muted-foreground">{upload.error.advice}</span>
          </p>
        ) : (
          <p className="text-muted-foreground tabular-nums">{stateText(upload)}</p>
        )}
        {upload.state === "sending" && (
          <Progress value={percent(upload)} label={`Upload of ${upload.name}`} className="mt-1.5" />
        )}
      </div>
      {upload.error && canSucceedLater(upload.error) && (
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Upload ${upload.name} again`}
          title="Upload again"
          onClick={() => retryUpload(upload.id)}
        >
          <RotateCw />
        </Button>
      )}
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={isRunning(upload) ? `Cancel ${upload.name}` : `Dismiss ${upload.name}`}
        title={isRunning(upload) ? "Cancel" : "Dismiss"}
        onClick={() => removeUpload(upload.id)}
      >
        <X />
      </Button>
    </li>
  );
}

export function UploadList({ uploads }: { uploads: Upload[] }) {
  return (
    <ul className="divide-y">
      {uploads.map((upload) => (
        <UploadRow key={upload.id} upload={upload} />
      ))}
    </ul>
  );
}
