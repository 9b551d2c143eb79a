"use client";

import { CircleAlert, CircleCheck, FileUp, RotateCw, X } from "lucide-react";
import type { ReactNode } from "react";

import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { summarise, type UploadSummary } from "@/features/knowledge_bases/upload-summary";
import {
  cancelUploads,
  clearEndedUploads,
  removeUpload,
  retryUpload,
  type Upload,
} from "@/features/knowledge_bases/uploads";
import type { ApiError } from "@/lib/api/errors";
import { formatBytes, formatNumber, plural } from "@/lib/format";

/** As many failures as are listed one by one; the rest is counted. */
const LISTED_FAILURES = 50;

/** A refused file is refused again; a connection may be back, and a limit be over. */
function canSucceedLater({ status }: ApiError): boolean {
  return status === 0 || status === 429 || status >= 500;
}

/** All uploads of a knowledge base: how far they are together, those under way, and failures. */
export function UploadPanel({ uploads }: { uploads: Upload[] }) {
  const summary = summarise(uploads);
  const isEnded = summary.ended === summary.total;
  return (
    <div className="text-[13px]" data-testid="upload-panel">
      {isEnded ? (
        <EndedHeader summary={summary} />
      ) : (
        <RunningHeader summary={summary} uploads={uploads} />
      )}
      <ul className="divide-y empty:hidden">
        {summary.failed.slice(0, LISTED_FAILURES).map((upload) => (
          <FailedRow key={upload.id} upload={upload} />
        ))}
        {summary.failed.length > LISTED_FAILURES && (
          <li className="px-4 py-2 text-muted-foreground">
            and {formatNumber(summary.failed.length - LISTED_FAILURES)} more that failed
          </li>
        )}
        {summary.sending.map((upload) => (
          <SendingRow key={upload.id} upload={upload} />
        ))}
      </ul>
      <Duplicates uploads={summary.duplicates} />
    </div>
  );
}

function RunningHeader({ summary, uploads }: { summary: UploadSummary; uploads: Upload[] }) {
  const bases = [...new Set(uploads.map(({ knowledgeBaseId }) => knowledgeBaseId))];
  return (
    <header className="flex items-center gap-3 px-4 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap justify-between gap-x-3 tabular-nums">
          <span className="font-medium">
            Uploading, {formatNumber(summary.ended)} of {plural(summary.total, "file")} done
          </span>
          <span className="text-muted-foreground">
            {formatBytes(summary.sentBytes)} of {formatBytes(summary.totalBytes)}
          </span>
        </p>
        <Progress value={summary.percent} label="All uploads" className="mt-1.5" />
      </div>
      <Button size="sm" onClick={() => bases.forEach(cancelUploads)}>
        Cancel all
      </Button>
    </header>
  );
}

function EndedHeader({ summary: { arrived, failed } }: { summary: UploadSummary }) {
  const again = failed.filter(({ error }) => error && canSucceedLater(error));
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2 pr-2.5 pl-4">
      <span className="flex min-w-0 flex-1 items-center gap-2 font-medium [&_svg]:size-4">
        {failed.length > 0 ? (
          <CircleAlert className="text-danger" aria-hidden />
        ) : (
          <CircleCheck className="text-success" aria-hidden />
        )}
        {arrived > 0 && `${plural(arrived, "file")} uploaded`}
        {arrived > 0 && failed.length > 0 && ", "}
        {failed.length > 0 && `${formatNumber(failed.length)} not uploaded`}
        {arrived + failed.length === 0 && "Nothing new to upload"}
      </span>
      {again.length > 1 && (
        <Button size="sm" onClick={() => again.forEach(({ id }) => retryUpload(id))}>
          <RotateCw /> Upload {formatNumber(again.length)} again
        </Button>
      )}
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label="Dismiss uploads"
        onClick={clearEndedUploads}
      >
        <X />
      </Button>
    </header>
  );
}

type RowProps = { icon: ReactNode; upload: Upload; children: ReactNode; actions: ReactNode };

function Row({ icon, upload, children, actions }: RowProps) {
  return (
    <li className="flex items-start gap-3 py-2 pr-2.5 pl-4" data-testid="upload-row">
      <span className="mt-0.5 [&_svg]:size-4">{icon}</span>
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium" title={upload.name}>
          {upload.name}
        </p>
        {children}
      </div>
      {actions}
    </li>
  );
}

function FailedRow({ upload }: { upload: Upload }) {
  return (
    <Row
      icon={<CircleAlert className="text-danger" aria-hidden />}
      upload={upload}
      actions={
        <>
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
          <RemoveButton upload={upload} label="Dismiss" />
        </>
      }
    >
      <p className="text-danger" data-testid="upload-error">
        {upload.error?.message}{" "}
        <span className="text-muted-foreground">{upload.error?.advice}</span>
      </p>
    </Row>
  );
}

function percentOf({ sentBytes, size }: Upload): number {
  return size === 0 ? 0 : Math.floor((sentBytes / size) * 100);
}

function SendingRow({ upload }: { upload: Upload }) {
  const percent = percentOf(upload);
  return (
    <Row
      icon={<FileUp className="text-muted-foreground" aria-hidden />}
      upload={upload}
      actions={<RemoveButton upload={upload} label="Cancel" />}
    >
      <p className="text-muted-foreground tabular-nums">
        {percent === 100
          ? "Checking the file"
          : `${percent} %, ${formatBytes(upload.sentBytes)} of ${formatBytes(upload.size)}`}
      </p>
      <Progress value={percent} label={`Upload of ${upload.name}`} className="mt-1" />
    </Row>
  );
}

function RemoveButton({ upload, label }: { upload: Upload; label: string }) {
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={`${label} ${upload.name}`}
      title={label}
      onClick={() => removeUpload(upload.id)}
    >
      <X />
    </Button>
  );
}

function Duplicates({ uploads }: { uploads: Upload[] }) {
  if (uploads.length === 0) return null;
  return (
    <details className="border-t px-4 py-2 text-muted-foreground" data-testid="upload-duplicates">
      <summary className="cursor-pointer rounded-sm">
        {uploads.length === 1
          ? `“${uploads[0]?.name}” is already here and was not added twice.`
          : `${formatNumber(uploads.length)} files are already here and were not added twice.`}
      </summary>
      <ul className="mt-1 max-h-40 overflow-y-auto pl-4">
        {uploads.map((upload) => (
          <li key={upload.id} className="truncate">
            {upload.name}
          </li>
        ))}
      </ul>
    </details>
  );
}
