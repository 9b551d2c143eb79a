import { networkError } from "./errors";
import { endSession, getAccessToken, refreshSession } from "./session";

function withToken(request: Request): Request {
  const token = getAccessToken();
  if (token) request.headers.set("Authorization", `Bearer ${token}`);
  return request;
}

async function send(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw networkError();
  }
}

/**
 * `fetch` with the access token. An expired token is renewed once and the call repeated; when
 * that fails too, the session ends and the guarded pages lead to the login.
 */
export async function authorizedFetch(request: Request): Promise<Response> {
  const repeat = request.clone();
  const sentToken = getAccessToken();
  const response = await send(withToken(request));
  if (response.status !== 401 || !sentToken) return response;
  // Another call may have renewed the token while this one was under way.
  const renewed = getAccessToken() !== sentToken || (await refreshSession());
  if (!renewed) return response;
  const second = await send(withToken(repeat));
  if (second.status === 401) endSession();
  return second;
}
