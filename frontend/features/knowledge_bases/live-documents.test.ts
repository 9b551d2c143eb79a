import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { keys } from "@/features/knowledge_bases/keys";
import { documentListener } from "@/features/knowledge_bases/live-documents";
import { apiErrorFrom } from "@/lib/api/errors";
import type { Document } from "@/lib/api/types";
import type { DocumentChanged } from "@/lib/events/messages";

const FILTER = { q: "", status: null, offset: 0 };
const listKey = [...keys.documentLists("k"), FILTER];

const progress = (percent: number): Document["progress"] => ({
  stage: "embedding",
  percent,
  queue_position: null,
  attempt: 1,
  eta_seconds: 30,
  started_at: null,
});

const shown = (id: string) =>
  ({
    id,
    name: `${id}.pdf`,
    status: "processing",
    chunk_count: 0,
    progress: progress(0),
  }) as Document;

function changed(id: string, data: Partial<DocumentChanged["data"]> = {}): DocumentChanged {
  return {
    type: "document.changed",
    cursor: "1",
    project_id: "p",
    knowledge_base_id: "k",
    document_id: id,
    data: {
      name: `${id}.pdf`,
      status: "processing",
      chunk_count: 3,
      page_count: null,
      error: null,
      progress: progress(40),
      ...data,
    },
  };
}

type Page = { items: Document[]; total: number };

function setUp() {
  const queryClient = new QueryClient();
  queryClient.setQueryData<Page>(listKey, { items: [shown("a"), shown("b")], total: 2 });
  const invalidate = vi.spyOn(queryClient, "invalidateQueries").mockResolvedValue();
  const listener = documentListener(queryClient);
  const listRefetches = () =>
    invalidate.mock.calls.filter(
      ([filter]) => JSON.stringify(filter?.queryKey) === JSON.stringify(keys.documentLists("k")),
    ).length;
  return { queryClient, listener, invalidate, listRefetches };
}

describe("documentListener", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("puts progress into the rows shown, and leaves the others as they are", () => {
    const { queryClient, listener } = setUp();
    const before = queryClient.getQueryData<Page>(listKey);
    listener.onEvents([changed("a")]);
    const after = queryClient.getQueryData<Page>(listKey);
    expect(after?.items[0]).toMatchObject({ name: "a.pdf", chunk_count: 3 });
    expect(after?.items[0]?.progress.percent).toBe(40);
    expect(after?.items[1]).toBe(before?.items[1]);
  });

  it("keeps the place in the queue, which events do not tell", () => {
    const { queryClient, listener } = setUp();
    const waiting = {
      ...shown("a"),
      status: "pending",
      progress: { ...progress(0), queue_position: 7 },
    };
    queryClient.setQueryData(keys.document("k", "a"), waiting);
    const read = () => queryClient.getQueryData<Document>(keys.document("k", "a"));
    listener.onEvents([changed("a", { status: "pending" })]);
    expect(read()?.progress.queue_position).toBe(7);
    listener.onEvents([changed("a")]);
    expect(read()?.progress.queue_position).toBeNull();
  });

  it("leaves a page alone that shows none of the documents", () => {
    const { queryClient, listener } = setUp();
    const before = queryClient.getQueryData<Page>(listKey);
    listener.onEvents([changed("elsewhere")]);
    expect(queryClient.getQueryData<Page>(listKey)).toBe(before);
  });

  it("updates the page of the document itself", () => {
    const { queryClient, listener } = setUp();
    queryClient.setQueryData(keys.document("k", "a"), shown("a"));
    listener.onEvents([changed("a", { status: "completed" })]);
    expect(queryClient.getQueryData(keys.document("k", "a"))).toMatchObject({
      status: "completed",
    });
  });

  it("asks for nothing while documents only make progress", () => {
    const { listener, invalidate } = setUp();
    listener.onEvents([changed("a")]);
    vi.advanceTimersByTime(5000);
    invalidate.mockClear();
    for (let percent = 41; percent < 90; percent += 1) {
      listener.onEvents([changed("a", { progress: progress(percent) })]);
      vi.advanceTimersByTime(200);
    }
    expect(invalidate).not.toHaveBeenCalled();
  });

  it("asks for counts at a bearable pace while a thousand documents change state", () => {
    const { listener, listRefetches } = setUp();
    for (let index = 0; index < 1000; index += 1) {
      listener.onEvents([changed(`d${index}`, { status: "completed" })]);
      vi.advanceTimersByTime(10);
    }
    expect(listRefetches()).toBeLessThanOrEqual(8);
    expect(listRefetches()).toBeGreaterThan(1);
  });

  it("asks for the list again when a document is gone", () => {
    const { listener, listRefetches } = setUp();
    const { type, data, ...subject } = changed("a");
    void type;
    void data;
    listener.onEvents([{ type: "document.deleted", ...subject }]);
    expect(listRefetches()).toBe(1);
  });

  it("asks for everything when events were missed, but not for what was refused", async () => {
    const { queryClient, listener, invalidate } = setUp();
    invalidate.mockRestore();
    const fetchBase = vi.fn((id: string) =>
      id === "foreign" ? Promise.reject(apiErrorFrom(404, null)) : Promise.resolve({ id }),
    );
    const leave = ["own", "foreign"].map((id) =>
      new QueryObserver(queryClient, {
        queryKey: keys.one(id),
        queryFn: () => fetchBase(id),
        retry: false,
      }).subscribe(() => undefined),
    );
    await vi.advanceTimersByTimeAsync(10);
    listener.onReset();
    await vi.advanceTimersByTimeAsync(10);
    expect(fetchBase.mock.calls.flat()).toEqual(["own", "foreign", "own"]);
    leave.forEach((unsubscribe) => unsubscribe());
  });
});
