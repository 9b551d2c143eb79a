import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { EventConnection } from "./connection";

class FakeSocket {
  onmessage?: (event: { data: string }) => void;
  onclose?: () => void;
  close = vi.fn(() => this.onclose?.());
  say = (message: object) => this.onmessage?.({ data: JSON.stringify(message) });
}

const deleted = (cursor: string) => ({
  type: "document.deleted",
  cursor,
  project_id: "p",
  knowledge_base_id: "k",
  document_id: "d",
});

function setUp() {
  const sockets: FakeSocket[] = [];
  const environment = {
    fetchTicket: vi.fn().mockResolvedValue("t"),
    openSocket: vi.fn<(ticket: string, cursor: string | null) => WebSocket>(() => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    }),
    onEvent: vi.fn(),
    onReset: vi.fn(),
    onLiveChange: vi.fn(),
  };
  const connection = new EventConnection(environment);
  const socket = () => sockets.at(-1)!;
  return { connection, environment, sockets, socket };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

describe("EventConnection", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("says that it is live once the server is ready, and that what was shown may be old", async () => {
    const { connection, environment, socket } = setUp();
    connection.start();
    await settle();
    expect(environment.openSocket).toHaveBeenCalledWith("t", null);
    expect(environment.onLiveChange).not.toHaveBeenCalled();
    socket().say({ type: "ready", cursor: "5" });
    expect(environment.onLiveChange).toHaveBeenLastCalledWith(true);
    expect(environment.onReset).toHaveBeenCalledOnce();
  });

  it("comes back with a new ticket and the last cursor, and asks for nothing again", async () => {
    const { connection, environment, socket } = setUp();
    connection.start();
    await settle();
    socket().say({ type: "ready", cursor: "5" });
    socket().say(deleted("9"));
    socket().onclose?.();
    expect(environment.onLiveChange).toHaveBeenLastCalledWith(false);
    await vi.advanceTimersByTimeAsync(1000);
    expect(environment.fetchTicket).toHaveBeenCalledTimes(2);
    expect(environment.openSocket).toHaveBeenLastCalledWith("t", "9");
    socket().say({ type: "ready", cursor: "12" });
    expect(environment.onReset).toHaveBeenCalledOnce();
    expect(environment.onLiveChange).toHaveBeenLastCalledWith(true);
  });

  it("starts over when the server no longer has what was missed", async () => {
    const { connection, environment, socket } = setUp();
    connection.start();
    await settle();
    socket().say({ type: "ready", cursor: "5" });
    socket().say({ type: "reset", cursor: "80" });
    expect(environment.onReset).toHaveBeenCalledTimes(2);
    socket().onclose?.();
    await vi.advanceTimersByTimeAsync(1000);
    expect(environment.openSocket).toHaveBeenLastCalledWith("t", "80");
  });

  it("waits longer after each failure, half a minute at most", async () => {
    const { connection, environment } = setUp();
    environment.fetchTicket.mockRejectedValue(new Error("down"));
    connection.start();
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    const calls = environment.fetchTicket.mock.calls.length;
    expect(calls).toBeGreaterThan(20);
    expect(calls).toBeLessThan(50);
  });

  it("comes back at once when the network does", async () => {
    const { connection, environment } = setUp();
    environment.fetchTicket.mockRejectedValueOnce(new Error("offline"));
    connection.start();
    await settle();
    window.dispatchEvent(new Event("online"));
    await settle();
    expect(environment.openSocket).toHaveBeenCalledOnce();
  });

  it("stays away once it was stopped, even with a ticket on its way", async () => {
    const { connection, environment } = setUp();
    connection.start();
    connection.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(environment.openSocket).not.toHaveBeenCalled();
  });

  it("gives up a line that has fallen silent", async () => {
    const { connection, socket, sockets } = setUp();
    connection.start();
    await settle();
    socket().say({ type: "ready", cursor: "5" });
    await vi.advanceTimersByTimeAsync(30_000);
    socket().say({ type: "ping", cursor: "6" });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(sockets).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(sockets).toHaveLength(2);
  });

  it("overlooks what it does not know", async () => {
    const { connection, environment, socket } = setUp();
    connection.start();
    await settle();
    socket().say({ type: "rumour", cursor: "1" });
    socket().onmessage?.({ data: "not json" });
    socket().onmessage?.({ data: "null" });
    expect(environment.onEvent).not.toHaveBeenCalled();
  });
});
