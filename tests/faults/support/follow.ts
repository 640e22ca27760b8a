/** A customer who stays: comes back to the answer whenever the connection breaks, until it has an end. */
import { setTimeout as pause } from "node:timers/promises";
import type { Client } from "./client";
import type { RunLog } from "./streams";

/** As a tab does: it comes back soon, and then less and less often. */
const RETRY_MS = [100, 200, 400, 800, 1_000] as const;

export type Reading = {
  conversationId: string;
  /** Every stream that was read, in order. */
  logs: RunLog[];
  /** The last stream ended by itself, or there was nothing more to read. */
  isOver: boolean;
  ended: Promise<void>;
};

/** Follows from `first` on; `patienceMs` without a stream that ends is for ever. */
export function follow(
  client: Client,
  conversationId: string,
  first: RunLog | null,
  patienceMs: number,
): Reading {
  const reading: Reading = {
    conversationId,
    logs: first ? [first] : [],
    isOver: false,
    ended: Promise.resolve(),
  };
  reading.ended = stay(client, reading, Date.now() + patienceMs);
  return reading;
}

async function stay(client: Client, reading: Reading, deadline: number): Promise<void> {
  let current = reading.logs.at(-1) ?? null;
  for (let failures = 0; Date.now() < deadline; ) {
    if (current) {
      await Promise.race([current.ended, pause(deadline - Date.now(), undefined, { ref: false })]);
      if (current.state === "open") return current.leave();
      if (current.state === "ended" && current.closings.length > 0) {
        reading.isOver = true;
        return;
      }
    }
    await pause(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
    try {
      current = await client.watch(reading.conversationId);
    } catch {
      failures++;
      continue;
    }
    failures = 0;
    if (!current) {
      // Nothing is being written any more: the thread has the rest.
      reading.isOver = true;
      return;
    }
    reading.logs.push(current);
  }
}
