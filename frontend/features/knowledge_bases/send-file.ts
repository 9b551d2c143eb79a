import { ApiError, apiErrorFrom, networkError } from "@/lib/api/errors";
import { apiUrl } from "@/lib/api/origin";
import { getAccessToken, refreshSession } from "@/lib/api/session";
import type { ArchiveResult, UploadResult } from "@/lib/api/types";

import { archiveIsDuplicate, isArchive } from "./archive-result";

export type SentFile = { result: Promise<{ duplicate: boolean }>; abort: () => void };

/** Sends a file to a knowledge base; an expired sign-in is renewed once. */
export function sendFile(
  knowledgeBaseId: string,
  file: File,
  onProgress: (sentBytes: number) => void,
): SentFile {
  let request: XMLHttpRequest | null = null;
  const attempt = () => {
    request = new XMLHttpRequest();
    return send(request, knowledgeBaseId, file, onProgress);
  };
  return { result: withRenewal(attempt), abort: () => request?.abort() };
}

async function withRenewal<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    const expired = error instanceof ApiError && error.status === 401;
    if (!expired || !(await refreshSession())) throw error;
    return attempt();
  }
}

function resultOf(file: File, body: unknown): { duplicate: boolean } {
  if (isArchive(file)) return { duplicate: archiveIsDuplicate(body as ArchiveResult) };
  return body as UploadResult;
}

function settle(succeed: () => void, fail: (error: unknown) => void): void {
  try {
    succeed();
  } catch (error) {
    fail(error);
  }
}

// XMLHttpRequest, because fetch does not report how much of a body was sent.
function send(
  request: XMLHttpRequest,
  knowledgeBaseId: string,
  file: File,
  onProgress: (sentBytes: number) => void,
): Promise<{ duplicate: boolean }> {
  const route = isArchive(file) ? "upload-archive" : "upload";
  return new Promise((resolve, reject) => {
    request.open("POST", apiUrl(`/api/v1/knowledge-bases/${knowledgeBaseId}/${route}`));
    request.setRequestHeader("Authorization", `Bearer ${getAccessToken() ?? ""}`);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onload = () => {
      if (request.status < 300) settle(() => resolve(resultOf(file, request.response)), reject);
      else reject(apiErrorFrom(request.status, request.response));
    };
    request.onerror = () => reject(networkError());
    request.onabort = () => reject(networkError());
    const form = new FormData();
    form.append("file", file, file.name);
    request.send(form);
  });
}
