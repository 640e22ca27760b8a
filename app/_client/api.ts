/**
 * The one way in which pages talk to `/api/v1`: JSON in and out, problem details as errors, a deadline on
 * every request. Knows nothing about what is asked for, and never retries: callers know what may be repeated.
 */

import { BUILD_HEADER, noteBuild } from "./build";

/**
 * Milliseconds until the answer must have begun; a stream may then go on as long as it likes. The server gives its
 * database 8 s: whoever pressed a button reads what became of it within 10.
 */
export const DEADLINE_MS = 9_000;

/** Named by every request: the server refuses what would be done in the name of another person. */
export const USER_HEADER = "x-baton-user";

let speaker: string | null = null;
/** Whose pages this tab shows. Another tab may have signed in as somebody else since. */
export function speakAs(userId: string): void {
  speaker = userId;
}

export type ProblemCode =
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "invalid"
  | "too_large"
  | "conflict"
  | "rate_limited"
  | "unavailable"
  | "internal"
  /** The request did not reach the server, or its answer did not reach us. */
  | "offline"
  | "timeout";

const passing: readonly ProblemCode[] = ["offline", "timeout", "unavailable", "rate_limited", "internal"];
const lost: readonly ProblemCode[] = ["offline", "timeout", "unavailable"];

/** Why a request failed, in words that can be shown as they are. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly status: number;
  readonly requestId: string | null;
  /** Per-field messages, keyed by the field's path in the request. */
  readonly fields: Readonly<Record<string, string>>;
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number | null;

  constructor(
    readonly code: ProblemCode,
    message: string,
    details: Partial<Pick<ApiProblem, "status" | "requestId" | "fields" | "retryAfter">> & {
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: details.cause });
    this.status = details.status ?? 0;
    this.requestId = details.requestId ?? null;
    this.fields = details.fields ?? {};
    this.retryAfter = details.retryAfter ?? null;
  }

  /** The same request may work later. */
  get isPassing(): boolean {
    return passing.includes(this.code);
  }
  /** The connection or the server was away: worth repeating by itself once it is back. */
  get isLost(): boolean {
    return lost.includes(this.code);
  }
}

/** What a person is told about anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof ApiProblem ? error.message : "Something went wrong. Try again.";
}

export type ApiOptions = {
  method?: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  body?: unknown;
  query?: Readonly<Record<string, string | number | undefined | null>>;
  signal?: AbortSignal;
  deadlineMs?: number;
  /** The request outlives the page: for marks made while leaving. */
  keepalive?: boolean;
};

/** Asks and reads a JSON answer (`undefined` for an empty one). Throws {@link ApiProblem}. */
export async function api<T = void>(path: string, options: ApiOptions = {}): Promise<T> {
  const response = await request(path, options);
  if (response.status === 204) return undefined as T;
  try {
    return (await response.json()) as T;
  } catch (cause) {
    throw asProblem(cause, options.signal);
  }
}

/** Asks and hands the successful response over unread, for streams. Throws {@link ApiProblem}. */
export async function request(path: string, options: ApiOptions = {}): Promise<Response> {
  const { method = "GET", body, signal, deadlineMs = DEADLINE_MS, keepalive } = options;
  const controller = new AbortController();
  const late = new ApiProblem("timeout", "The server took too long to answer. Try again.");
  const timer = setTimeout(() => controller.abort(late), deadlineMs);
  const leave = () => controller.abort(signal?.reason);
  if (signal?.aborted) leave();
  signal?.addEventListener("abort", leave, { once: true });
  let response: Response;
  try {
    response = await fetch(urlOf(path, options.query), {
      method,
      // An act that says everything by its path still sends `{}`: every body is JSON.
      headers: {
        ...(method === "GET" ? {} : { "content-type": "application/json" }),
        ...(speaker ? { [USER_HEADER]: speaker } : {}),
      },
      ...(method === "GET" ? {} : { body: JSON.stringify(body ?? {}) }),
      signal: controller.signal,
      cache: "no-store",
      credentials: "same-origin",
      ...(keepalive ? { keepalive } : {}),
    });
  } catch (cause) {
    signal?.removeEventListener("abort", leave);
    throw asProblem(cause, signal);
  } finally {
    clearTimeout(timer);
  }
  noteBuild(response.headers.get(BUILD_HEADER));
  if (response.ok) {
    for (const listener of reachedListeners) listener();
    return response;
  }
  signal?.removeEventListener("abort", leave);
  const problem = await readProblem(response);
  if (problem.code === "unauthenticated") for (const listener of signedOutListeners) listener();
  throw problem;
}

function urlOf(path: string, query: ApiOptions["query"]): string {
  const given = Object.entries(query ?? {}).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

/** An abort by the caller is passed on as it is; everything else that fetch throws is the network. */
function asProblem(cause: unknown, signal: AbortSignal | undefined): unknown {
  if (cause instanceof ApiProblem || signal?.aborted) return cause;
  return new ApiProblem("offline", "The server could not be reached. Check your connection and try again.", {
    cause,
  });
}

type ProblemBody = { title?: unknown; code?: unknown; requestId?: unknown; fields?: unknown };

async function readProblem(response: Response): Promise<ApiProblem> {
  let body: ProblemBody = {};
  try {
    body = ((await response.json()) ?? {}) as ProblemBody;
  } catch {
    // Not ours: a proxy answered. The status says enough.
  }
  const seconds = Number(response.headers.get("retry-after"));
  return new ApiProblem(
    typeof body.code === "string" ? (body.code as ProblemCode) : codeOfStatus(response.status),
    typeof body.title === "string" ? body.title : "The server could not answer. Try again in a moment.",
    {
      status: response.status,
      requestId: typeof body.requestId === "string" ? body.requestId : response.headers.get("x-request-id"),
      fields: isRecord(body.fields) ? (body.fields as Record<string, string>) : {},
      retryAfter: Number.isFinite(seconds) && seconds > 0 ? seconds : null,
    },
  );
}

function codeOfStatus(status: number): ProblemCode {
  if (status === 401) return "unauthenticated";
  if (status === 408) return "timeout";
  if (status === 425) return "unavailable";
  if (status === 403) return "forbidden";
  if (status === 404) return "not_found";
  if (status === 409) return "conflict";
  if (status === 413) return "too_large";
  if (status === 429) return "rate_limited";
  if (status === 502 || status === 503 || status === 504) return "unavailable";
  return status >= 500 ? "internal" : "invalid";
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

const reachedListeners = new Set<() => void>();

/** Called whenever the server has done what it was asked for: whatever waits for it need not wait any longer. */
export function onReached(listener: () => void): () => void {
  reachedListeners.add(listener);
  return () => void reachedListeners.delete(listener);
}

const signedOutListeners = new Set<() => void>();

/** Called whenever an answer says that nobody is signed in any more: an old tab, a revoked session. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => void signedOutListeners.delete(listener);
}
