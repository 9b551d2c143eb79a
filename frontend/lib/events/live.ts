"use client";

/** The live events of this tab: whoever shows something subscribes here. */
import { useEffect, useSyncExternalStore } from "react";

import { api, unwrap } from "@/lib/api/client";
import { publicApiOrigin } from "@/lib/api/origin";

import { createBatches } from "./batches";
import { EventConnection } from "./connection";
import type { LiveEvent } from "./messages";

export type LiveListener = {
  onEvents: (events: LiveEvent[]) => void;
  /** Events were missed: ask again for everything shown. */
  onReset: () => void;
};

const listeners = new Set<LiveListener>();
const watchers = new Set<() => void>();
let live = false;

function setLive(next: boolean): void {
  live = next;
  watchers.forEach((watcher) => watcher());
}

function socketUrl(ticket: string, cursor: string | null): string {
  const url = new URL("/api/v1/events", publicApiOrigin());
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  url.searchParams.set("ticket", ticket);
  if (cursor !== null) url.searchParams.set("after", cursor);
  return url.href;
}

async function fetchTicket(): Promise<string> {
  return (await unwrap(api.POST("/api/v1/events/ticket"))).ticket;
}

/** Opens the socket; the answer closes it. */
function connect(): () => void {
  const batches = createBatches((events) =>
    listeners.forEach((listener) => listener.onEvents(events)),
  );
  const connection = new EventConnection({
    fetchTicket,
    openSocket: (ticket, cursor) => new WebSocket(socketUrl(ticket, cursor)),
    onEvent: batches.add,
    onReset: () => listeners.forEach((listener) => listener.onReset()),
    onLiveChange: setLive,
  });
  connection.start();
  return () => {
    connection.stop();
    batches.drop();
  };
}

/** Keeps the event socket of this tab open for as long as one person is signed in. */
export function useLiveEvents(userId: string | undefined): void {
  useEffect(() => (userId ? connect() : undefined), [userId]);
}

export function subscribeToEvents(listener: LiveListener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Whether changes arrive by themselves; while they do not, pages ask for them. */
export function useIsLive(): boolean {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => live,
    () => false,
  );
}
