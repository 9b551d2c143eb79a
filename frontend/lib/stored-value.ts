"use client";

import { useCallback, useSyncExternalStore } from "react";

const CHANGE_EVENT = "llmb:stored-value";

function subscribe(notify: () => void): () => void {
  window.addEventListener(CHANGE_EVENT, notify);
  // Fired by the browser when another tab changes a value.
  window.addEventListener("storage", notify);
  return () => {
    window.removeEventListener(CHANGE_EVENT, notify);
    window.removeEventListener("storage", notify);
  };
}

/** A text kept in this browser, shared by all of its tabs; null when there is none. */
export function useStoredText(key: string): [string | null, (value: string | null) => void] {
  const value = useSyncExternalStore(
    subscribe,
    () => window.localStorage.getItem(key),
    () => null,
  );
  const set = useCallback(
    (next: string | null) => {
      if (next === null) window.localStorage.removeItem(key);
      else window.localStorage.setItem(key, next);
      window.dispatchEvent(new Event(CHANGE_EVENT));
    },
    [key],
  );
  return [value, set];
}

/** A yes/no preference kept in this browser. */
export function useStoredFlag(key: string): [boolean, (value: boolean) => void] {
  const [text, setText] = useStoredText(key);
  const set = useCallback((next: boolean) => setText(next ? "1" : "0"), [setText]);
  return [text === "1", set];
}
