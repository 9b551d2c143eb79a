import { act, renderHook, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import {
  cancelUploads,
  clearEndedUploads,
  enqueueUploads,
  retryUpload,
  useUploads,
} from "./uploads";

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

const file = (path: string) => ({ file: new File(["0123456789"], path), path });
const watch = () => renderHook(() => useUploads()).result;

describe("uploads", () => {
  beforeEach(() => {
    FakeRequest.open = [];
    vi.stubGlobal("XMLHttpRequest", FakeRequest);
  });
  afterEach(() =>
    act(() => {
      cancelUploads("k1");
      clearEndedUploads();
    }),
  );

  it("reports how much was sent, and tells when a file arrived", async () => {
    const onUploaded = vi.fn();
    const uploads = watch();
    act(() => enqueueUploads("k1", [file("a.pdf")], onUploaded));
    act(() => FakeRequest.open[0]?.upload.onprogress?.({ loaded: 4 }));
    const halfway = { state: "sending", sentBytes: 4, size: 10 };
    await waitFor(() => expect(uploads.current[0]).toMatchObject(halfway));
    act(() => FakeRequest.open[0]?.reply(accepted));
    await waitFor(() => expect(uploads.current[0]?.state).toBe("done"));
    expect(onUploaded).toHaveBeenCalledOnce();
  });

  it("sends four at a time; a refused file does not hold up the others", async () => {
    const uploads = watch();
    const names = ["a.pdf", "b.exe", "c.pdf", "d.pdf", "e.pdf"];
    act(() => enqueueUploads("k1", names.map(file), vi.fn()));
    expect(FakeRequest.open).toHaveLength(4);
    act(() => FakeRequest.open[1]?.reply(refused));
    await waitFor(() =>
      expect(uploads.current.map(({ state }) => state)).toEqual([
        "sending",
        "failed",
        "sending",
        "sending",
        "sending",
      ]),
    );
    expect(uploads.current[1]?.error?.remedy).toBe("Use PDF.");
    for (const request of [...FakeRequest.open]) act(() => request.reply(accepted));
    await waitFor(() =>
      expect(uploads.current.filter(({ state }) => state === "done")).toHaveLength(4),
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

  it("says that a file is there already instead of adding it twice", async () => {
    const uploads = watch();
    act(() => enqueueUploads("k1", [file("a.pdf")], vi.fn()));
    act(() => FakeRequest.open[0]?.reply({ status: 200, body: { duplicate: true } }));
    await waitFor(() => expect(uploads.current[0]?.state).toBe("duplicate"));
  });

  it("waits and sends again when it sent too much in a minute", async () => {
    const uploads = watch();
    act(() => enqueueUploads("k1", [file("a.pdf")], vi.fn()));
    const body = { code: "rate_limited", message: "Slow down.", details: { retry_after: 0.05 } };
    act(() => FakeRequest.open[0]?.reply({ status: 429, body }));
    await waitFor(() => expect(FakeRequest.open).toHaveLength(1));
    act(() => FakeRequest.open[0]?.reply(accepted));
    await waitFor(() => expect(uploads.current[0]?.state).toBe("done"));
  });

  it("repaints a few times a second, however many files report", async () => {
    let renders = 0;
    renderHook(() => {
      renders += 1;
      return useUploads();
    });
    const names = Array.from({ length: 1000 }, (_, index) => `${index}.txt`);
    act(() => enqueueUploads("k1", names.map(file), vi.fn()));
    for (let sent = 0; sent < 500; sent += 1) {
      act(() => FakeRequest.open[0]?.upload.onprogress?.({ loaded: sent }));
    }
    expect(renders).toBeLessThan(6);
  });

  it("stops all of a knowledge base, sent or waiting", async () => {
    const uploads = watch();
    act(() => enqueueUploads("k1", ["a", "b", "c", "d", "e", "f"].map(file), vi.fn()));
    const [first] = FakeRequest.open;
    act(() => cancelUploads("k1"));
    await waitFor(() => expect(uploads.current).toEqual([]));
    expect(first?.abort).toHaveBeenCalled();
  });
});
