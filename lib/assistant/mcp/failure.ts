/** What can be wrong with an MCP server, in a word. What a server itself says is never part of it. */
import "server-only";

export type LinkTrouble =
  | "unreachable"
  | "unauthorized"
  | "timeout"
  /** The connection, or the process, came to its end. */
  | "ended"
  | "too_large"
  /** It answers, but not as the protocol has it. */
  | "protocol";

export class LinkFailure extends Error {
  override readonly name = "LinkFailure";
  constructor(readonly trouble: LinkTrouble) {
    super(`the MCP server failed: ${trouble}`);
  }
}

/** Reads fields only: the client's messages repeat what the server sent. */
export function troubleOf(error: unknown): LinkTrouble {
  let link: unknown = error;
  for (let depth = 0; depth < 5 && typeof link === "object" && link !== null; depth++) {
    if (link instanceof LinkFailure) return link.trouble;
    const { cause, code, data, name, status } = link as Record<string, unknown>;
    const known = ofStatus(status ?? field(data, "status")) ?? ofCode(code) ?? ofName(name);
    if (known) return known;
    link = cause ?? field(data, "cause");
  }
  return "protocol";
}

function ofStatus(status: unknown): LinkTrouble | null {
  if (typeof status !== "number") return null;
  if (status === 401 || status === 403) return "unauthorized";
  // The session is not known any more.
  if (status === 404) return "ended";
  return status === 429 || status >= 500 ? "unreachable" : "protocol";
}

function ofCode(code: unknown): LinkTrouble | null {
  if (code === "REQUEST_TIMEOUT") return "timeout";
  if (code === "CONNECTION_CLOSED" || code === "NOT_CONNECTED") return "ended";
  return typeof code === "string" && /^(?:E[A-Z]{4,}|UND_ERR_\w+)$/.test(code) ? "unreachable" : null;
}

function ofName(name: unknown): LinkTrouble | null {
  if (name === "UnauthorizedError") return "unauthorized";
  if (name === "TimeoutError" || name === "AbortError") return "timeout";
  // What fetch throws when nothing was reached.
  return name === "TypeError" ? "unreachable" : null;
}

const field = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
