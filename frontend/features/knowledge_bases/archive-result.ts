/** What an uploaded ZIP archive came to, told as one upload. */
import { ApiError } from "@/lib/api/errors";
import type { ArchiveResult } from "@/lib/api/types";
import { formatNumber } from "@/lib/format";

const NAMED_REFUSALS = 3;

export function isArchive(file: File): boolean {
  return file.name.toLowerCase().endsWith(".zip");
}

/** Whether all of it was there already. Throws an ApiError that names what was refused. */
export function archiveIsDuplicate({ uploads, refused }: ArchiveResult): boolean {
  if (refused.length > 0) throw refusals(uploads.length, refused);
  return uploads.length > 0 && uploads.every(({ duplicate }) => duplicate);
}

function refusals(taken: number, refused: ArchiveResult["refused"]): ApiError {
  const named = refused
    .slice(0, NAMED_REFUSALS)
    .map(({ name, problem }) => `${name}: ${problem.message}`);
  const more = refused.length - named.length;
  if (more > 0) named.push(`${formatNumber(more)} more.`);
  return new ApiError(422, {
    code: "archive_refusals",
    message: `${formatNumber(refused.length)} of ${formatNumber(taken + refused.length)} files were not added. ${named.join(" ")}`,
    details: { remedy: "The others were added. Upload these by themselves once they are mended." },
  });
}
