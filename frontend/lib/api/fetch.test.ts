import { beforeEach, describe, expect, it, vi } from "vitest";

import { authorizedFetch } from "./fetch";
import { endSession, getSessionState, startSession } from "./session";
import type { Session } from "./types";

const session = (token: string): Session => ({
  access_token: token,
  token_type: "bearer",
  expires_in: 1800,
  refresh_token: null,
  user: {
    id: "u1",
    email: "robin@example.com",
    full_name: "Robin",
    role: "builder",
    tier: "enterprise",
    is_active: true,
    permissions: ["knowledge:read"],
    preferences: { theme: "system", default_model_id: null },
    created_at: "2026-01-01T00:00:00Z",
    updated_at: "2026-01-01T00:00:00Z",
  },
});

const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });

/** An API where only `validToken` is accepted and the refresh answers as told. */
function stubApi(validToken: string, refresh: () => Response) {
  const calls = { refresh: 0, data: 0 };
  vi.stubGlobal(
    "fetch",
    vi.fn(async (input: Request | string) => {
      const url = typeof input === "string" ? input : input.url;
      if (url.endsWith("/auth/refresh")) {
        calls.refresh += 1;
        return refresh();
      }
      calls.data += 1;
      const token = (input as Request).headers.get("Authorization");
      return token === `Bearer ${validToken}`
        ? json(200, {})
        : json(401, { code: "invalid_token", message: "Sign in." });
    }),
  );
  return calls;
}

const call = () => authorizedFetch(new Request("http://localhost:3000/api/v1/models"));

describe("authorizedFetch", () => {
  beforeEach(() => startSession(session("old")));

  it("sends the access token", async () => {
    const calls = stubApi("old", () => json(500, {}));
    expect((await call()).status).toBe(200);
    expect(calls).toEqual({ refresh: 0, data: 1 });
  });

  it("renews an expired token once and repeats the call", async () => {
    const calls = stubApi("new", () => json(200, session("new")));
    expect((await call()).status).toBe(200);
    expect(calls).toEqual({ refresh: 1, data: 2 });
  });

  it("shares one renewal between calls that fail together", async () => {
    const calls = stubApi("new", () => json(200, session("new")));
    const answers = await Promise.all([call(), call(), call()]);
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect(calls.refresh).toBe(1);
  });

  it("ends the session when the refresh token is refused", async () => {
    stubApi("new", () => json(401, { code: "invalid_refresh_token", message: "Sign in." }));
    expect((await call()).status).toBe(401);
    expect(getSessionState().status).toBe("signed_out");
  });

  it("does not sign out because the API is down", async () => {
    stubApi("new", () => json(502, { code: "api_unavailable", message: "Down." }));
    await call();
    expect(getSessionState()).toMatchObject({
      status: "unknown",
      error: { code: "api_unavailable" },
    });
  });

  it("does not try to renew for a visitor without a session", async () => {
    endSession();
    const calls = stubApi("new", () => json(200, session("new")));
    expect((await call()).status).toBe(401);
    expect(calls.refresh).toBe(0);
  });
});
