"use client";

import { useCallback, useSyncExternalStore } from "react";

const CHANGE_EVENT = "llmb:stored-flag";

/** A yes/no preference kept in this browser. */
export function useStoredFlag(key: string): [boolean, (value: boolean) => void] {
  const value = useSyncExternalStore(
    (notify) => {
      window.addEventListener(CHANGE_EVENT, notify);
      return () => window.removeEventListener(CHANGE_EVENT, notify);
    },
    () => window.localStorage.getItem(key) === "1",
    () => false,
  );
  const set = useCallback(
    (next: boolean) => {
      window.localStorage.setItem(key, next ? "1" : "0");
      window.dispatchEvent(new Event(CHANGE_EVENT));
    },
    [key],
  );
  return [value, set];
}
