/**
 * The open streams of this process, so that a shutdown can say goodbye instead of waiting forever, and so
 * that one person cannot hold them all.
 */
import "server-only";
import { AppError } from "@/lib/core/errors";

/** Open streams: of one user, and of one process. */
const MAX_PER_USER = 12;
const MAX_PER_PROCESS = 1_000;

type Open = { userId: string; close: () => void };
const shelf = globalThis as typeof globalThis & { batonStreams?: Set<Open>; batonDraining?: boolean };

const open = (): Set<Open> => {
  shelf.batonStreams ??= new Set();
  return shelf.batonStreams;
};

/** Registers a stream; throws `rate_limited` past the limits, `unavailable` while shutting down. */
export function registerStream(userId: string, close: () => void): () => void {
  if (shelf.batonDraining)
    throw new AppError("unavailable", "Baton is restarting. Try again in a moment.", { retryAfter: 2 });
  const streams = open();
  let own = 0;
  for (const stream of streams) if (stream.userId === userId) own++;
  if (own >= MAX_PER_USER || streams.size >= MAX_PER_PROCESS)
    throw new AppError("rate_limited", "Too many open windows. Close one and reload.", { retryAfter: 10 });
  const entry: Open = { userId, close };
  streams.add(entry);
  return () => void streams.delete(entry);
}

/** Ends every stream of this process; browsers reconnect to another instance. */
export function drainStreams(): void {
  shelf.batonDraining = true;
  for (const stream of [...open()]) stream.close();
}

export const isDraining = (): boolean => shelf.batonDraining === true;

/** Headers of every stream: neither a proxy nor Next may buffer or compress it. */
export const STREAM_HEADERS = {
  "cache-control": "private, no-store, no-transform",
  "x-accel-buffering": "no",
} as const;
