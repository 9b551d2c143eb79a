import { toast } from "sonner";

import { downloadFile } from "@/lib/api/download";
import { toApiError } from "@/lib/api/errors";
import type { Document } from "@/lib/api/types";
import type { Span } from "@/lib/text-span";

type DocumentRef = Pick<Document, "id" | "knowledge_base_id">;

/** The page of a document, at a passage when one is given. */
export function documentPath(document: DocumentRef, span?: Span): string {
  const path = `/knowledge/${document.knowledge_base_id}/documents/${document.id}`;
  return span ? `${path}?start=${span.start}&end=${span.end}` : path;
}

/** Downloads the file as it was uploaded; says so when that fails. */
export async function downloadOriginal(document: Document): Promise<void> {
  const base = `/api/v1/knowledge-bases/${document.knowledge_base_id}`;
  try {
    await downloadFile(`${base}/documents/${document.id}/file`, document.name);
  } catch (error) {
    toast.error("The file could not be downloaded.", { description: toApiError(error).message });
  }
}
