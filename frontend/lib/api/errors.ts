import { formatCountdown, formatExact, formatNumber } from "@/lib/format";

type ErrorBody = {
  code: string;
  message: string;
  details?: Record<string, unknown> | null;
  request_id?: string | null;
};

export type Quota = { limit: number; used: number | null; resetAt: string | null };

/** "Used: 500 of 500. There is more on Dec 1, 2026, 1:00:00 AM." */
function quotaSentence({ limit, used, resetAt }: Quota): string {
  const amount = `Used: ${formatNumber(used ?? limit)} of ${formatNumber(limit)}.`;
  return resetAt ? `${amount} Counting starts anew on ${formatExact(resetAt)}.` : amount;
}

export type FieldProblem = { field: string; message: string };

/** A refused or failed call, in the API's own words. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Record<string, unknown>;
  readonly requestId: string | null;

  constructor(status: number, body: ErrorBody) {
    super(body.message);
    this.name = "ApiError";
    this.status = status;
    this.code = body.code;
    this.details = body.details ?? {};
    this.requestId = body.request_id ?? null;
  }

  /** What the reader can do about it, when the API knows. */
  get remedy(): string | null {
    return typeof this.details.remedy === "string" ? this.details.remedy : null;
  }

  /** Not allowed, or not there: it stays so, however often it is asked for. */
  get isRefusal(): boolean {
    return this.status === 403 || this.status === 404;
  }

  /** Seconds after which a repeat may succeed, when the API refused for being asked too often. */
  get retryAfter(): number | null {
    const { retry_after } = this.details;
    return this.status === 429 && typeof retry_after === "number" ? retry_after : null;
  }

  /** The limit that was reached, when the API refused for one. */
  get quota(): Quota | null {
    const { limit, used, reset_at } = this.details;
    if (this.status !== 429 || typeof limit !== "number") return null;
    return {
      limit,
      used: typeof used === "number" ? used : null,
      resetAt: typeof reset_at === "string" ? reset_at : null,
    };
  }

  /** What to do, with the limit that was reached and when there is more, in words. */
  get advice(): string | null {
    const parts = [this.quota && quotaSentence(this.quota), this.remedy ?? this.waitSentence];
    return parts.filter(Boolean).join(" ") || null;
  }

  private get waitSentence(): string | null {
    return this.retryAfter === null ? null : `Try again in ${formatCountdown(this.retryAfter)}.`;
  }

  /** Problems of single fields, when the body had the wrong shape. */
  get fields(): FieldProblem[] {
    return Array.isArray(this.details.errors) ? (this.details.errors as FieldProblem[]) : [];
  }
}

/** Whether a body has the shape of an API error. */
export function isErrorBody(body: unknown): body is ErrorBody {
  return (
    typeof body === "object" &&
    body !== null &&
    typeof (body as ErrorBody).code === "string" &&
    typeof (body as ErrorBody).message === "string"
  );
}

/** Reads an error from an answer whose body may be ours or a proxy's. */
export function apiErrorFrom(status: number, body: unknown): ApiError {
  if (isErrorBody(body)) return new ApiError(status, body);
  return new ApiError(status, {
    code: `http_${status}`,
    message: "The server gave an answer that could not be read.",
    details: { remedy: "Try again. If it happens again, look at the API log." },
  });
}

/** The error for a call that got no answer at all. */
export function networkError(): ApiError {
  return new ApiError(0, {
    code: "network_error",
    message: "The server could not be reached.",
    details: { remedy: "Check your connection and that LLM Builder is running, then try again." },
  });
}

/** Any thrown value as an ApiError, so that one component can show it. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError(0, {
    code: "unexpected_error",
    message: error instanceof Error ? error.message : "Something unexpected happened.",
  });
}
