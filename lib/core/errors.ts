/**
 * The one error that crosses layers. Its message is written for the person who hits it and is safe to
 * show; causes stay in the log. Anything else that escapes becomes "Something went wrong".
 */
export type ErrorCode =
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "invalid"
  | "too_large"
  | "conflict"
  | "rate_limited"
  | "unavailable";

export const statusOf: Record<ErrorCode, number> = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  invalid: 400,
  too_large: 413,
  conflict: 409,
  rate_limited: 429,
  unavailable: 503,
};

type Details = {
  cause?: unknown;
  /** Per-field messages, keyed by the path of the field in the request. */
  fields?: Record<string, string>;
  /** Seconds after which trying again makes sense. */
  retryAfter?: number;
};

export class AppError extends Error {
  override readonly name = "AppError";
  readonly fields?: Record<string, string>;
  readonly retryAfter?: number;

  constructor(
    readonly code: ErrorCode,
    message: string,
    details: Details = {},
  ) {
    super(message, { cause: details.cause });
    this.fields = details.fields;
    this.retryAfter = details.retryAfter;
  }
}

/** The same answer for a row that does not exist and for one the viewer may not see. */
export const notFound = (what: string) => new AppError("not_found", `${what} not found.`);
