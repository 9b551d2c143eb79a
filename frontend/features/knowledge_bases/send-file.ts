import { sendFileTo } from "@/lib/api/send-form";
import type { ArchiveResult, UploadResult } from "@/lib/api/types";

import { archiveIsDuplicate, isArchive } from "./archive-result";

export type SentFile = { result: Promise<{ duplicate: boolean }>; abort: () => void };

/** Sends a file to a knowledge base, an archive to be unpacked there. */
export function sendFile(
  knowledgeBaseId: string,
  file: File,
  onProgress: (sentBytes: number) => void,
): SentFile {
  const route = isArchive(file) ? "upload-archive" : "upload";
  const path = `/api/v1/knowledge-bases/${knowledgeBaseId}/${route}`;
  const { result, abort } = sendFileTo(path, file, onProgress);
  return { result: result.then((body) => resultOf(file, body)), abort };
}

function resultOf(file: File, body: unknown): { duplicate: boolean } {
  if (isArchive(file)) return { duplicate: archiveIsDuplicate(body as ArchiveResult) };
  return body as UploadResult;
}
