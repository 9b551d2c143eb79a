import createClient from "openapi-fetch";

import { apiErrorFrom } from "./errors";
import { authorizedFetch } from "./fetch";
import { publicApiOrigin } from "./origin";
import type { paths } from "./schema";

/** The typed API client. Every call goes through `unwrap`. */
export const api = createClient<paths>({
  baseUrl: publicApiOrigin(),
  credentials: "include",
  fetch: authorizedFetch,
});

type Answer<T> = { data?: T; error?: unknown; response: Response };

/** The data of an answer; throws an ApiError when the API refused. */
export async function unwrap<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw apiErrorFrom(response.status, error);
  return data as T;
}
