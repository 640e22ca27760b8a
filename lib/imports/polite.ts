/**
 * Fetching from other people's servers as a guest: under our own name, only what robots.txt allows, one request at a
 * time for each host and a pause between two. Built on the guarded fetch, which decides where requests may go at all.
 */
import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import robotsParser from "robots-parser";
import { env } from "@/lib/core/env";
import { type Fetched, type Outbound, OutboundError, outbound } from "@/lib/core/outbound";
import { limits } from "./limits";

export const agentName = "BatonImport";
export const userAgent = (): string => `${agentName}/1.0 (+${env().APP_URL})`;

type Robots = { allows: (url: URL) => boolean; pause: number };
type Host = { robots: { read: Promise<Robots>; at: number } | null; free: Promise<void>; next: number };

/** How long what robots.txt said is taken for granted. */
const ROBOTS_MS = 600_000;
/** What is read of a robots.txt. */
const ROBOTS_BYTES = 512_000;

export type Guest = {
  fetch: (address: string, options: GuestOptions) => Promise<Fetched>;
};
export type GuestOptions = { types: RegExp; maxBytes: number; timeout: number; signal?: AbortSignal };

export function createGuest(get: Outbound = outbound, pause: number = limits.pause): Guest {
  const hosts = new Map<string, Host>();

  function hostOf(url: URL): Host {
    const known = hosts.get(url.host);
    if (known) return known;
    const host: Host = { robots: null, free: Promise.resolve(), next: 0 };
    hosts.set(url.host, host);
    return host;
  }

  async function robotsOf(url: URL, signal: AbortSignal | undefined): Promise<Robots> {
    const host = hostOf(url);
    if (!host.robots || performance.now() - host.robots.at > ROBOTS_MS) {
      const read = readRobots(get, url, pause, signal);
      host.robots = { read, at: performance.now() };
      read.catch(() => {
        host.robots = null;
      });
    }
    return host.robots.read;
  }

  /** Waits for its turn, and says when the next one may go. */
  async function turn(url: URL, wait: number, signal: AbortSignal | undefined): Promise<void> {
    const host = hostOf(url);
    const left = host.next - performance.now();
    if (left > 0) await sleep(left, undefined, signal ? { signal } : {});
    host.next = performance.now() + wait;
  }

  return {
    fetch: async (address, options) => {
      const url = URL.parse(address);
      const host = url && hostOf(url);
      const before = host?.free ?? Promise.resolve();
      let release = () => {};
      // One request at a time: the next one begins when this one has ended, however it ends.
      if (host)
        host.free = new Promise((resolve) => {
          release = resolve;
        });
      await before;
      try {
        return await get(address, {
          ...options,
          userAgent: userAgent(),
          before: async (next) => {
            const robots = await robotsOf(next, options.signal);
            if (!robots.allows(next))
              throw new OutboundError(
                "refused",
                "The site's robots.txt does not allow this page to be fetched.",
              );
            await turn(next, robots.pause, options.signal);
          },
        });
      } finally {
        release();
      }
    },
  };
}

/** None, or one that cannot be read, forbids nothing; a server in trouble is left alone (RFC 9309). */
async function readRobots(
  get: Outbound,
  url: URL,
  pause: number,
  signal: AbortSignal | undefined,
): Promise<Robots> {
  const address = new URL("/robots.txt", url).href;
  try {
    const { body } = await get(address, {
      types: /^text\/|^$|octet-stream/,
      maxBytes: ROBOTS_BYTES,
      timeout: 5_000,
      userAgent: userAgent(),
      ...(signal ? { signal } : {}),
    });
    const robots = robotsParser(address, body.toString("utf8"));
    const delay = (robots.getCrawlDelay(agentName) ?? 0) * 1_000;
    return {
      allows: (next) => robots.isAllowed(next.href, agentName) !== false,
      pause: Math.min(Math.max(pause, delay), Math.max(pause, limits.longestPause)),
    };
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    const inTrouble = error.reason === "network" || error.reason === "time" || / 5\d\d\./.test(error.message);
    if (error.reason === "refused" || inTrouble)
      throw inTrouble
        ? new OutboundError(error.reason, `Its robots.txt could not be read: ${error.message}`, error)
        : error;
    return { allows: () => true, pause };
  }
}
