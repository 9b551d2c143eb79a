"use client";

/** A conversation that is open in two tabs: what is done in one is seen in the other. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { chatKeys } from "@/features/chat/api";

const CHANNEL = "llmb:chat";

/** Tells the other tabs of this browser that there is something new in a conversation. */
export function tellOtherTabs(sessionId: string): void {
  if (typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(sessionId);
  channel.close();
}

/** Asks for what is shown of a conversation again whenever another tab has changed it. */
export function useNewsFromOtherTabs(): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (typeof BroadcastChannel === "undefined") return;
    const channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = ({ data }: MessageEvent<string>) => {
      void queryClient.invalidateQueries({ queryKey: chatKeys.one(data) });
      void queryClient.invalidateQueries({ queryKey: chatKeys.lists });
    };
    return () => channel.close();
  }, [queryClient]);
}
