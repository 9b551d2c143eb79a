/**
 * The signed-in session of this browser tab. The access token lives in memory only; the refresh
 * token is a cookie that scripts cannot read.
 */
import { ApiError, apiErrorFrom, networkError } from "./errors";
import { apiUrl } from "./origin";
import type { Session, User } from "./types";

export type SessionState =
  | { status: "loading"; user: null; error: null }
  | { status: "signed_in"; user: User; error: null }
  | { status: "signed_out"; user: null; error: null }
  /** The API could not say whether we are signed in. */
  | { status: "unknown"; user: null; error: ApiError };

export const loadingState: SessionState = { status: "loading", user: null, error: null };
const signedOutState: SessionState = { status: "signed_out", user: null, error: null };

let accessToken: string | null = null;
let state: SessionState = loadingState;
let refreshing: Promise<boolean> | null = null;
const listeners = new Set<() => void>();

function setState(next: SessionState): void {
  state = next;
  listeners.forEach((listener) => listener());
}

export function subscribeToSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function getSessionState(): SessionState {
  return state;
}

export function getAccessToken(): string | null {
  return accessToken;
}

/** Takes over a session that register, login or refresh returned. */
export function startSession(session: Session): void {
  accessToken = session.access_token;
  setState({ status: "signed_in", user: session.user, error: null });
}

/** Takes over what was changed of the signed-in user's own account. */
export function updateUser(user: User): void {
  if (state.status === "signed_in") setState({ ...state, user });
}

/** Forgets the session in this tab. */
export function endSession(): void {
  accessToken = null;
  setState(signedOutState);
}

/**
 * Trades the refresh cookie for a new access token. Callers that arrive while one trade runs
 * share its outcome. Resolves to whether there is a session now.
 */
export function refreshSession(): Promise<boolean> {
  refreshing ??= requestRefresh().finally(() => {
    refreshing = null;
  });
  return refreshing;
}

async function requestRefresh(): Promise<boolean> {
  try {
    startSession(await postRefresh());
    return true;
  } catch (error) {
    const problem = error instanceof ApiError ? error : networkError();
    if (problem.status === 401 || problem.status === 403) endSession();
    else setState({ status: "unknown", user: null, error: problem });
    return false;
  }
}

async function postRefresh(): Promise<Session> {
  const response = await fetch(apiUrl("/api/v1/auth/refresh"), {
    method: "POST",
    credentials: "include",
    headers: { "Content-Type": "application/json", "X-LLMB-Client": "web" },
    body: "{}",
  });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw apiErrorFrom(response.status, body);
  return body as Session;
}
