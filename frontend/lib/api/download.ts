import { apiErrorFrom } from "./errors";
import { authorizedFetch } from "./fetch";
import { apiUrl } from "./origin";

function saveAs(blob: Blob, filename: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = filename;
  link.click();
  URL.revokeObjectURL(url);
}

/** Fetches a protected file; throws an ApiError. */
export async function fetchFile(path: string, signal?: AbortSignal): Promise<Blob> {
  const response = await authorizedFetch(new Request(apiUrl(path), { signal }));
  if (!response.ok) throw apiErrorFrom(response.status, await response.json().catch(() => null));
  return response.blob();
}

/** Fetches a protected file and hands it to the browser's download; throws an ApiError. */
export async function downloadFile(path: string, filename: string): Promise<void> {
  saveAs(await fetchFile(path), filename);
}
