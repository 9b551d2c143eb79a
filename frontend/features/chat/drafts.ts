"use client";

/** What was typed and not sent yet, kept for as long as the tab is open. */
import { useCallback, useSyncExternalStore } from "react";

const PREFIX = "llmb:draft:";
/** Where a conversation begins, before it has an id. */
export const NEW_CONVERSATION = "new";

const listeners = new Set<() => void>();

export function saveDraft(conversation: string, text: string): void {
  if (text) sessionStorage.setItem(PREFIX + conversation, text);
  else sessionStorage.removeItem(PREFIX + conversation);
  listeners.forEach((listener) => listener());
}

/** The draft of a conversation, and how to change it. */
export function useDraft(conversation: string): [string, (text: string) => void] {
  const draft = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => sessionStorage.getItem(PREFIX + conversation) ?? "",
    () => "",
  );
  return [draft, useCallback((text) => saveDraft(conversation, text), [conversation])];
}
