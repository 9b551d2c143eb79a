import { act, renderHook, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { clearEndedUploads, enqueueUploads, retryUpload, useUploads } from "./uploads";

type Reply = { status: number; body: unknown };

const accepted: Reply = { status: 202, body: { document: {}, duplicate: false } };
const refused: Reply = {
  status: 415,
  body: { code: "unsupported_type", message: "Not readable.", details: { remedy: "Use PDF." } },
};

/** Stands in for the browser's upload: each request waits until the test answers it. */
class FakeRequest {
  static open: FakeRequest[] = [];
  upload: { onprogress?: (event: { loaded: number }) => void } = {};
  onload?: () => void;
  status = 0;
  response: unknown = null;
  responseType = "";
  open = vi.fn();
  setRequestHeader = vi.fn();
  abort = vi.fn();
  send = () => void FakeRequest.open.push(this);

  reply({ status, body }: Reply): void {
    FakeRequest.open = FakeRequest.open.filter((request) => request !== this);
    this.status = status;
    this.response = body;
    this.onload?.();
  }
}

const file = (name: string) => new File(["0123456789"], name);
const watch = () => renderHook(() => useUploads()).result;

describe("uploads", () => {
  beforeEach(() => {
    FakeRequest.open = [];
    vi.stubGlobal("XMLHttpRequest", FakeRequest);
  });
  afterEach(() => act(clearEndedUploads));

  it("reports how much was sent, and tells when a file arrived", async () => {
    const onUploaded = vi.fn();
    const uploads = watch();
    act(() => enqueueUploads("k1", [file("a.pdf")], onUploaded));
    act(() => FakeRequest.open[0]?.upload.onprogress?.({ loaded: 4 }));
    expect(uploads.current[0]).toMatchObject({ state: "sending", sentBytes: 4, size: 10 });
    act(() => FakeRequest.open[0]?.reply(accepted));
    await waitFor(() => expect(uploads.current[0]?.state).toBe("done"));
    expect(onUploaded).toHaveBeenCalledOnce();
  });

  it("sends three at a time; a refused file does not hold up the others", async () => {
    const uploads = watch();
    const names = ["a.pdf", "b.exe", "c.pdf", "d.pdf"];
    act(() => enqueueUploads("k1", names.map(file), vi.fn()));
    expect(FakeRequest.open).toHaveLength(3);
    act(() => FakeRequest.open[1]?.reply(refused));
    await waitFor(() =>
      expect(uploads.current.map(({ state }) => state)).toEqual([
        "sending",
        "failed",
        "sending",
        "sending",
      ]),
    );
    expect(uploads.current[1]?.error?.remedy).toBe("Use PDF.");
    for (const request of [...FakeRequest.open]) act(() => request.reply(accepted));
    await waitFor(() =>
      expect(uploads.current.filter(({ state }) => state === "done")).toHaveLength(3),
    );
  });

  it("sends a failed file again", async () => {
    const uploads = watch();
    act(() => enqueueUploads("k1", [file("a.pdf")], vi.fn()));
    act(() => FakeRequest.open[0]?.reply({ status: 502, body: null }));
    await waitFor(() => expect(uploads.current[0]?.state).toBe("failed"));
    act(() => retryUpload(uploads.current[0]?.id ?? 0));
    act(() => FakeRequest.open[0]?.reply(accepted));
    await waitFor(() => expect(uploads.current[0]?.state).toBe("done"));
  });
});
