/**
 * One person with a conversation open: reads it, hears what changes, reads again from the last number shown. What was
 * shown, in which order and when, is kept for the checker.
 */
import type { Client } from "./client";
import { type EventLog, type EventOptions, openEvents } from "./streams";

export type ShownMessage = {
  at: number;
  id: string;
  seq: number;
  kind: string;
  author: string;
  text: string;
};

export type ThreadReader = {
  /** In the order of showing. */
  shown: ShownMessage[];
  events: EventLog;
  /** Resolves when an entry with this number, or a later one, is shown; false when it takes too long. */
  reaches(seq: number, patienceMs: number): Promise<boolean>;
  close(): Promise<void>;
};

type Item = { id: string; seq: number; kind: string; text: string; author: { kind: string } };
type Page = { items: Item[]; nextCursor: string | null };

type ReaderOptions = Pick<EventOptions, "via" | "onOpen">;

/** Follows a conversation through the balancer, or through another door; reconnects as a browser does. */
export function readThread(
  client: Client,
  conversationId: string,
  { via, onOpen }: ReaderOptions = {},
): ThreadReader {
  const shown: ShownMessage[] = [];
  const waiting = new Set<() => void>();
  let reading = false;
  let again = false;
  let over = false;

  const last = () => shown.at(-1)?.seq ?? 0;
  const read = async () => {
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    do {
      again = false;
      const path = `/conversations/${conversationId}/messages?limit=200&after=${last()}`;
      const { status, body } = await client.insist<Page>("GET", path, via ? { via } : {});
      if (over || status !== 200) break;
      const at = Date.now();
      for (const { id, seq, kind, text, author } of body.items)
        shown.push({ at, id, seq, kind, author: author.kind, text });
      if (body.nextCursor !== null) again = true;
      for (const look of waiting) look();
    } while (again && !over);
    reading = false;
  };
  const events = openEvents(client, {
    ...(via && { via }),
    ...(onOpen && { onOpen }),
    onChange: (change) => {
      if (change.conversationId === conversationId && (change.seq ?? 0) > last()) void read();
    },
    onDoubt: () => void read(),
  });
  return {
    shown,
    events,
    reaches: (seq, patienceMs) =>
      new Promise((resolve) => {
        const settle = (reached: boolean) => {
          clearTimeout(late);
          waiting.delete(look);
          resolve(reached);
        };
        const look = () => {
          if (last() >= seq) settle(true);
        };
        const late = setTimeout(() => settle(false), patienceMs);
        waiting.add(look);
        look();
      }),
    async close() {
      over = true;
      await events.close();
    },
  };
}
