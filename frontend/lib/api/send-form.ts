import { ApiError, apiErrorFrom, networkError } from "./errors";
import { apiUrl } from "./origin";
import { getAccessToken, refreshSession } from "./session";

export type SentForm = { result: Promise<unknown>; abort: () => void };

/** Sends a file as a form to an API path; an expired sign-in is renewed once. */
export function sendFileTo(
  path: string,
  file: File,
  onProgress: (sentBytes: number) => void,
): SentForm {
  let request: XMLHttpRequest | null = null;
  const attempt = () => {
    request = new XMLHttpRequest();
    return send(request, path, file, onProgress);
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

// XMLHttpRequest, because fetch does not report how much of a body was sent.
function send(
  request: XMLHttpRequest,
  path: string,
  file: File,
  onProgress: (sentBytes: number) => void,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    request.open("POST", apiUrl(path));
    request.setRequestHeader("Authorization", `Bearer ${getAccessToken() ?? ""}`);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onload = () => {
      if (request.status < 300) resolve(request.response);
      else reject(apiErrorFrom(request.status, request.response));
    };
    request.onerror = () => reject(networkError());
    request.onabort = () => reject(networkError());
    const form = new FormData();
    form.append("file", file, file.name);
    request.send(form);
  });
}
