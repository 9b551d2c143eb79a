"use client";

import { useQueryClient } from "@tanstack/react-query";
import { CircleAlert, FileText, LoaderCircle, RotateCw, X } from "lucide-react";
import type { ReactNode } from "react";

import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import {
  dropAttachment,
  retryAttachment,
  useAttachmentUploads,
  type AttachmentUpload,
} from "@/features/chat/attachment-uploads";
import { isBeingRead, useAttachments, useRemoveAttachment } from "@/features/chat/attachments-api";
import { toApiError } from "@/lib/api/errors";
import type { Attachment, Problem } from "@/lib/api/types";
import { formatBytes } from "@/lib/format";

/** The files of a conversation: on their way, being read, searched, or refused with the reason. */
export function AttachmentList({ sessionId }: { sessionId: string }) {
  const attachments = useAttachments(sessionId).data ?? [];
  const uploads = useAttachmentUploads(sessionId);
  if (attachments.length + uploads.length === 0) return null;
  return (
    <ul
      aria-label="Files of this conversation"
      data-testid="attachments"
      className="flex max-h-40 flex-wrap gap-1.5 overflow-y-auto p-2 pb-0"
    >
      {attachments.map((attachment) => (
        <AttachmentItem key={attachment.id} sessionId={sessionId} attachment={attachment} />
      ))}
      {uploads.map((upload) => (
        <UploadItem key={upload.id} upload={upload} />
      ))}
    </ul>
  );
}

type ItemProps = { sessionId: string; attachment: Attachment };

function AttachmentItem({ sessionId, attachment }: ItemProps) {
  const remove = useRemoveAttachment(sessionId);
  const problem = remove.error ? problemOf(remove.error) : attachment.error;
  const state = isBeingRead(attachment) ? "Being read" : formatBytes(attachment.size_bytes);
  return (
    <Item
      name={attachment.name}
      status={attachment.status}
      problem={problem}
      note={attachment.status === "cancelled" ? "Cancelled" : state}
      icon={isBeingRead(attachment) ? <LoaderCircle className="animate-spin" /> : <FileText />}
      onRemove={() => remove.mutate(attachment.id)}
    />
  );
}

function problemOf(error: unknown): Problem {
  const { code, message, advice } = toApiError(error);
  return { code, message, remedy: advice };
}

function UploadItem({ upload }: { upload: AttachmentUpload }) {
  const queryClient = useQueryClient();
  const percent = upload.size > 0 ? (100 * upload.sentBytes) / upload.size : 100;
  return (
    <Item
      name={upload.name}
      status={upload.error ? "failed" : "uploading"}
      problem={upload.error && problemOf(upload.error)}
      note={percent < 100 ? `${Math.round(percent)} %` : "Arriving"}
      icon={<FileText />}
      onRetry={upload.error ? () => retryAttachment(queryClient, upload.id) : undefined}
      onRemove={() => dropAttachment(upload.id)}
    >
      {!upload.error && <Progress value={percent} label={`Sending ${upload.name}`} />}
    </Item>
  );
}

type ItemLook = {
  name: string;
  status: string;
  problem: Problem | null;
  note: string;
  icon: ReactNode;
  onRetry?: () => void;
  onRemove: () => void;
  children?: ReactNode;
};

/** A chip; a file that was refused takes a whole line, for the reason and what to do. */
function Item({ name, status, problem, note, icon, onRetry, onRemove, children }: ItemLook) {
  return (
    <li
      data-testid="attachment"
      data-status={status}
      className={
        problem
          ? "flex w-full items-start gap-2 rounded-md border bg-danger-soft/50 py-1.5 pr-1 pl-2.5 text-[13px]"
          : "flex max-w-64 min-w-0 items-center gap-2 rounded-md border bg-surface py-1 pr-1 pl-2.5 text-[13px]"
      }
    >
      <span className="shrink-0 text-muted-foreground [&_svg]:size-3.5">
        {problem ? <CircleAlert className="mt-0.5 text-danger" aria-hidden /> : icon}
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex gap-1.5">
          <span className="truncate" title={name}>
            {name}
          </span>
          {!problem && <span className="shrink-0 text-muted-foreground tabular-nums">{note}</span>}
        </p>
        {children}
        {problem && (
          <p role="alert" className="[overflow-wrap:anywhere] text-muted-foreground">
            {[problem.message, problem.remedy].filter(Boolean).join(" ")}
          </p>
        )}
      </div>
      {onRetry && (
        <Button variant="ghost" size="icon-sm" aria-label={`Send ${name} again`} onClick={onRetry}>
          <RotateCw />
        </Button>
      )}
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={`Remove ${name}`}
        title="Remove"
        className="size-6"
        onClick={onRemove}
      >
        <X />
      </Button>
    </li>
  );
}
