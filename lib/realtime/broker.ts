/**
 * One LISTEN connection per process. Announcements carry ids, never content: a wake-up, after which each
 * listener reads what its viewer may see. While the connection is down, listeners are woken every five
 * seconds instead, and once more when it is back, so that nothing waits on a lost announcement.
 */
import "server-only";
import type postgres from "postgres";
import { openListener } from "@/db/client";
import { log } from "@/lib/core/log";

/** A committed event row. */
export type EventAnnouncement = {
  id: number;
  tx: string;
  conversationId: string | null;
  seq: number | null;
  type: string;
  audience: "everyone" | "staff";
  customerId: string | null;
  subjectId: string | null;
};
/** A batch of a run's output. */
export type RunAnnouncement = { runId: string; n: number };
/** Somebody is typing; not stored, forgotten after a few seconds. */
export type TypingAnnouncement = {
  conversationId: string;
  customerId: string;
  by: "customer" | "staff";
  userId: string;
  name: string;
};

type Listeners = {
  event: Set<(announced: EventAnnouncement) => void>;
  run: Set<(announced: RunAnnouncement) => void>;
  typing: Set<(announced: TypingAnnouncement) => void>;
  /** Something may have been missed: read again from your cursor. */
  doubt: Set<() => void>;
};
type Broker = { listeners: Listeners; connected: boolean; client: postgres.Sql; poll: NodeJS.Timeout };

const POLL_MS = 5_000;
/** On globalThis: Next loads instrumentation and routes as separate module graphs. */
const shelf = globalThis as typeof globalThis & { batonBroker?: Broker };

function broker(): Broker {
  shelf.batonBroker ??= start();
  return shelf.batonBroker;
}

function start(): Broker {
  const listeners: Listeners = { event: new Set(), run: new Set(), typing: new Set(), doubt: new Set() };
  const client = openListener();
  const doubt = () => {
    for (const listener of listeners.doubt) listener();
  };
  const started: Broker = {
    listeners,
    client,
    connected: false,
    poll: setInterval(() => {
      if (!started.connected) doubt();
    }, POLL_MS),
  };
  started.poll.unref();
  const announce =
    <T>(set: Set<(announced: T) => void>) =>
    (payload: string) => {
      const announced = JSON.parse(payload) as T;
      for (const listener of set) listener(announced);
    };
  const listen = async () => {
    const connected = () => {
      started.connected = true;
      doubt();
    };
    await client.listen("baton_events", announce(listeners.event), connected);
    await client.listen("baton_runs", announce(listeners.run));
    await client.listen("baton_typing", announce(listeners.typing));
  };
  const retry = () =>
    listen().catch((error: unknown) => {
      started.connected = false;
      log().warn({ err: error }, "live updates are polling: LISTEN failed");
      setTimeout(retry, POLL_MS).unref();
    });
  void retry();
  return started;
}

function subscribe<T>(set: Set<T>, listener: T): () => void {
  set.add(listener);
  return () => void set.delete(listener);
}

export const onEvent = (listener: (announced: EventAnnouncement) => void) =>
  subscribe(broker().listeners.event, listener);
export const onRun = (listener: (announced: RunAnnouncement) => void) =>
  subscribe(broker().listeners.run, listener);
export const onTyping = (listener: (announced: TypingAnnouncement) => void) =>
  subscribe(broker().listeners.typing, listener);
export const onDoubt = (listener: () => void) => subscribe(broker().listeners.doubt, listener);

/** Ends the connection; for shutdown and tests. */
export async function closeBroker(): Promise<void> {
  const running = shelf.batonBroker;
  shelf.batonBroker = undefined;
  if (!running) return;
  clearInterval(running.poll);
  await running.client.end({ timeout: 2 });
}
