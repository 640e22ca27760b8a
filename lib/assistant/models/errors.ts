import "server-only";
/**
 * Names every way in which a model can fail, so that a turn can retry, fall back or tell the customer honestly. Log
 * messages carry facts (status, code, request id), never a provider's own text: that can echo keys and prompts.
 */

export type ModelFailureCode =
  | "model_unreachable"
  /** Not even asked: it failed too often a moment ago; see breaker.ts. */
  | "model_unavailable"
  | "model_unauthorized"
  | "model_not_found"
  | "model_rate_limited"
  | "model_error"
  | "model_timeout"
  | "model_incomplete";

export interface FailureReport {
  code: ModelFailureCode;
  /** True when the same request may succeed later without anybody changing a setting. */
  retryable: boolean;
  logMessage: string;
}

const RETRYABLE: Record<ModelFailureCode, boolean> = {
  model_unreachable: true,
  model_unavailable: true,
  model_unauthorized: false,
  model_not_found: false,
  model_rate_limited: true,
  model_error: false,
  model_timeout: true,
  model_incomplete: true,
};

/** Codes that mean, as they stand, that the provider is in trouble and not just this answer. */
const OUTAGES: ReadonlySet<ModelFailureCode> = new Set([
  "model_unreachable",
  "model_rate_limited",
  "model_timeout",
]);

/** A failure that this code base recognised itself. Its message is safe to log. */
export class ModelFailure extends Error {
  override readonly name = "ModelFailure";
  /** Whether it speaks against the provider; what a customer can bring about (a too long answer) never may. */
  readonly isOutage: boolean;

  constructor(
    readonly code: ModelFailureCode,
    message: string,
    { isOutage = OUTAGES.has(code), ...options }: ErrorOptions & { isOutage?: boolean } = {},
  ) {
    super(message, options);
    this.isOutage = isOutage;
  }
}

const NETWORK_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EPIPE",
  "UND_ERR_SOCKET",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
]);
const TIMEOUT_CODES = new Set(["ETIMEDOUT", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]);

export function classifyModelError(error: unknown): FailureReport {
  const chain = causes(error);
  for (const link of chain) {
    const code = link instanceof ModelFailure ? link.code : codeOf(link);
    if (code) return report(code, describe(chain), chain);
  }
  return report("model_error", describe(chain), chain);
}

/** True for a deliberate stop, which is no failure. */
export function isStop(error: unknown): boolean {
  return causes(error).some((link) => nameOf(link) === "AbortError" || nameOf(link) === "APIUserAbortError");
}

function report(code: ModelFailureCode, logMessage: string, chain: unknown[]): FailureReport {
  const isServerFault = chain.some(isFaultOfServer);
  return { code, retryable: RETRYABLE[code] || isServerFault, logMessage: `${code}: ${logMessage}` };
}

/** A status, or what a server says in a stream that had begun with 200. */
function isFaultOfServer(error: unknown): boolean {
  return (numberOf(error, "status") ?? 0) >= 500 || stringOf(error, "code") === "server_error";
}

function codeOf(error: unknown): ModelFailureCode | null {
  const status = numberOf(error, "status");
  if (status !== null) return codeOfStatus(status);
  const code = stringOf(error, "code") ?? "";
  if (code === "rate_limit_exceeded") return "model_rate_limited";
  const name = nameOf(error);
  if (name === "APIConnectionTimeoutError" || name === "ModelTimeoutError" || TIMEOUT_CODES.has(code))
    return "model_timeout";
  if (name === "APIConnectionError" || NETWORK_CODES.has(code)) return "model_unreachable";
  const message = error instanceof Error ? error.message : "";
  if (/^(?:terminated|fetch failed|Premature close|other side closed)/i.test(message))
    return "model_unreachable";
  if (/Missing credentials/i.test(message)) return "model_unauthorized";
  if (/finish_reason='length'|incomplete/i.test(message)) return "model_incomplete";
  return null;
}

function codeOfStatus(status: number): ModelFailureCode {
  if (status === 401 || status === 403) return "model_unauthorized";
  if (status === 404) return "model_not_found";
  if (status === 408 || status === 504) return "model_timeout";
  if (status === 429) return "model_rate_limited";
  return status === 502 || status === 503 ? "model_unreachable" : "model_error";
}

/** The HTTP status that the provider answered with, if it came to that. */
export function statusOf(error: unknown): number | null {
  for (const link of causes(error)) {
    const status = numberOf(link, "status");
    if (status !== null) return status;
  }
  return null;
}

/** A header of the answer that became this error. */
export function headerOf(error: unknown, name: string): string | null {
  for (const link of causes(error)) {
    const headers = field(link, "headers");
    if (headers instanceof Headers) return headers.get(name);
  }
  return null;
}

/** The error and what it wraps, outermost first. Runner errors keep the inner one in `error`, others in `cause`. */
function causes(error: unknown): unknown[] {
  const found: unknown[] = [];
  let link: unknown = error;
  while (link !== undefined && link !== null && found.length < 6 && !found.includes(link)) {
    found.push(link);
    const holder = typeof link === "object" ? (link as { cause?: unknown; error?: unknown }) : {};
    link = holder.cause ?? (holder.error instanceof Error ? holder.error : undefined);
  }
  return found;
}

function describe(chain: unknown[]): string {
  const facts = chain.map((link) => {
    if (link instanceof ModelFailure) return link.message;
    const parts = [nameOf(link)];
    const status = numberOf(link, "status");
    if (status !== null) parts.push(`status ${status}`);
    const code = stringOf(link, "code");
    if (code) parts.push(`code ${word(code)}`);
    const request = stringOf(link, "requestID") ?? stringOf(link, "request_id");
    if (request) parts.push(`request ${word(request)}`);
    return parts.join(", ");
  });
  return [...new Set(facts)].join("; ") || "unknown failure";
}

/** Codes and ids come from the other side: only a short plain word of them is kept, and nothing like a key. */
function word(value: string): string {
  return value
    .replace(/\b(?:sk|pk|key)-[\w-]+/gi, "…")
    .replace(/[^\w.:-]/g, "")
    .slice(0, 64);
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  // The client's errors all have the name "Error"; their class tells them apart.
  return error.name !== "Error" ? error.name : error.constructor.name;
}

function stringOf(error: unknown, key: string): string | null {
  const value = field(error, key);
  return typeof value === "string" && value ? value : null;
}

function numberOf(error: unknown, key: string): number | null {
  const value = field(error, key);
  return typeof value === "number" ? value : null;
}

function field(error: unknown, key: string): unknown {
  return typeof error === "object" && error !== null ? (error as Record<string, unknown>)[key] : undefined;
}
