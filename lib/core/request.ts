/** Facts about one HTTP request that rules depend on: where it came from and whether our own page sent it. */
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";

/** Set by `instrumentation.ts` from the socket; whatever a client sends under this name is overwritten. */
export const PEER_HEADER = "x-baton-peer";

/** The client's address: the peer, or the entry that the outermost trusted proxy appended. */
export function clientAddress(headers: Headers): string {
  const peer = headers.get(PEER_HEADER) ?? "unknown";
  const hops = env().TRUSTED_PROXIES;
  if (hops === 0) return peer;
  const forwarded = (headers.get("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  return forwarded.at(-hops) || peer;
}

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Whether `host` names this portal: APP_URL's host, or loopback on the same port for a local trial. */
export function isOwnHost(host: string | null): boolean {
  if (!host) return false;
  const own = new URL(env().APP_URL);
  if (host === own.host) return true;
  if (!loopback.has(own.hostname)) return false;
  const given = URL.parse(`http://${host}`);
  return given !== null && loopback.has(given.hostname) && given.port === own.port;
}

/**
 * Refuses a state-changing request that a page of ours did not send. The session cookie travels with
 * cross-site requests of some shapes; `Origin` and `Sec-Fetch-Site` cannot be set by a foreign page.
 */
export function requireSameOrigin(headers: Headers): void {
  const origin = headers.get("origin");
  if (origin !== null) {
    const url = URL.parse(origin);
    const isOurs = url?.protocol === new URL(env().APP_URL).protocol && isOwnHost(url.host);
    if (isOurs && url?.host === headers.get("host")) return;
    throw new AppError("forbidden", "This request did not come from a page of this portal.");
  }
  if (headers.get("sec-fetch-site") === "same-origin") return;
  throw new AppError("forbidden", "This request must carry an Origin header of this portal.");
}

/** The person whose page sent a request; other callers leave it out. */
export const USER_HEADER = "x-baton-user";

/**
 * Refuses what an open page would do in the name of the person who has signed in since, in another tab. A message
 * that waited for the network would otherwise be sent as theirs.
 */
export function requireSameUser(headers: Headers, userId: string | null): void {
  const meant = headers.get(USER_HEADER);
  if (meant !== null && userId !== null && meant !== userId)
    throw new AppError("unauthenticated", "Somebody else has signed in here. Sign in again to go on.");
}
