import { isRunning, type Upload } from "@/features/knowledge_bases/uploads";

export type UploadSummary = {
  total: number;
  /** Those that are neither waiting nor being sent any more. */
  ended: number;
  arrived: number;
  duplicates: Upload[];
  failed: Upload[];
  sending: Upload[];
  sentBytes: number;
  totalBytes: number;
  /** 0 to 100, by size. */
  percent: number;
};

function inState(uploads: readonly Upload[], state: Upload["state"]): Upload[] {
  return uploads.filter((upload) => upload.state === state);
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** A thousand uploads in the few figures that a reader needs. */
export function summarise(uploads: readonly Upload[]): UploadSummary {
  const sentBytes = sum(
    uploads.map((upload) => (isRunning(upload) ? upload.sentBytes : upload.size)),
  );
  const totalBytes = sum(uploads.map(({ size }) => size));
  return {
    total: uploads.length,
    ended: uploads.filter((upload) => !isRunning(upload)).length,
    arrived: inState(uploads, "done").length,
    duplicates: inState(uploads, "duplicate"),
    failed: inState(uploads, "failed"),
    sending: inState(uploads, "sending"),
    sentBytes,
    totalBytes,
    percent: totalBytes === 0 ? 0 : Math.floor((sentBytes / totalBytes) * 100),
  };
}
