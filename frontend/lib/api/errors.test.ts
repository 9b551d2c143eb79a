import { describe, expect, it } from "vitest";

import { unwrap } from "./client";
import { ApiError, apiErrorFrom } from "./errors";

const answer = (status: number, parts: { data?: unknown; error?: unknown }) =>
  Promise.resolve({ ...parts, response: new Response(null, { status }) });

describe("unwrap", () => {
  it("gives the data of a good answer", async () => {
    await expect(unwrap(answer(200, { data: { id: 1 } }))).resolves.toEqual({ id: 1 });
  });

  it("throws what the API said", async () => {
    const body = {
      code: "name_taken",
      message: "That name is taken.",
      details: { remedy: "Choose another one." },
      request_id: "r1",
    };
    const error = await unwrap(answer(409, { error: body })).catch((problem: unknown) => problem);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      status: 409,
      code: "name_taken",
      remedy: "Choose another one.",
      requestId: "r1",
    });
  });
});

it("makes a readable error of an answer that is not ours", () => {
  expect(apiErrorFrom(504, "<html>")).toMatchObject({ status: 504, code: "http_504" });
});
