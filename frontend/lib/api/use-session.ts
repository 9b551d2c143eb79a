"use client";

import { useSyncExternalStore } from "react";

import { getSessionState, loadingState, subscribeToSession, type SessionState } from "./session";
import type { Permission } from "./types";

export function useSession(): SessionState {
  return useSyncExternalStore(subscribeToSession, getSessionState, () => loadingState);
}

/** Whether the signed-in user may do something. The API decides; this only hides what it refuses. */
export function useCan(permission: Permission): boolean {
  return useSession().user?.permissions.includes(permission) ?? false;
}
