/**
 * Many people with the same conversation open, each on a network leg of their own that can be cut, slowed down or
 * closed: what each of them saw and heard, and how soon they had caught up whenever they came back.
 */
import { checkView } from "./checker";
import type { Client } from "./client";
import type { Cluster } from "./cluster";
import { createFaultProxy, type FaultProxy, type Faults } from "./fault-proxy";
import type { EventLog } from "./streams";
import { readThread, type ThreadReader } from "./thread-reader";

export type Viewer = {
  client: Client;
  leg: FaultProxy;
  reader: ThreadReader;
  /** Of the times it came back and something was missing: milliseconds until it was shown. */
  catchUpMs: number[];
  /** What its leg does when it does nothing worse. */
  usual: Faults;
  /** When it is cut next. */
  cutAt: number;
  /** Nobody cuts it meanwhile: something else is done to it. */
  isSpared: boolean;
};

/** The newest number that anybody was told is stored. */
export type Board = { seq: number };

const CATCH_UP_PATIENCE_MS = 30_000;
/** Between two cuts of one viewer. */
const CUT_AFTER_MS = [1_000, 10_000] as const;

export async function openViewer(
  cluster: Cluster,
  client: Client,
  given: { conversationId: string; port: number; usual: Faults; board: Board },
): Promise<Viewer> {
  const leg = await createFaultProxy(given.port, cluster.random);
  await leg.set(given.usual);
  const catchUpMs: number[] = [];
  const reader: ThreadReader = readThread(client, given.conversationId, {
    via: leg,
    onOpen: () => {
      const [at, due] = [Date.now(), given.board.seq];
      if (!reader || (reader.shown.at(-1)?.seq ?? 0) >= due) return;
      void reader.reaches(due, CATCH_UP_PATIENCE_MS).then(() => catchUpMs.push(Date.now() - at));
    },
  });
  return {
    client,
    leg,
    reader,
    catchUpMs,
    usual: given.usual,
    cutAt: Date.now() + cluster.random.between(...CUT_AFTER_MS),
    isSpared: false,
  };
}

/** Cuts everyone whose time has come; to be called often. */
export function cutWhoIsDue({ random }: Cluster, viewers: readonly Viewer[]): void {
  for (const viewer of viewers) {
    if (viewer.isSpared || Date.now() < viewer.cutAt) continue;
    viewer.leg.cut();
    viewer.cutAt = Date.now() + random.between(...CUT_AFTER_MS);
  }
}

export async function closeViewer({ reader, leg }: Viewer): Promise<void> {
  await leg.close();
  await reader.close();
}

export type StoredEntry = { id: string; seq: number };

export type Order = {
  inversions: number;
  /** Pairs that were shown one after the other and have something between them in the thread. */
  gaps: number;
  /** Lists that are not, entry for entry, what is stored. */
  different: number;
};

/** A list only ever grows at its end, so that each of its beginnings was once the whole of it. */
export function orderOf(shown: readonly StoredEntry[], stored: readonly StoredEntry[]): Order {
  const places = new Map(stored.map(({ id }, place) => [id, place]));
  const { inversions, missing, unknown, shownTwice } = checkView(shown, stored);
  let gaps = 0;
  for (const [n, { id }] of shown.entries()) {
    const before = shown[n - 1];
    if ((places.get(id) ?? -1) - (before ? (places.get(before.id) ?? -1) : -1) !== 1) gaps++;
  }
  return { inversions, gaps, different: inversions + gaps + missing + unknown + shownTwice > 0 ? 1 : 0 };
}

export type StoredEvent = { id: number; audience: "everyone" | "staff"; committedAt: number };

/** What this viewer should have heard of and was not told, neither by name nor by being told to read all again. */
export function missedEvents(
  { client, events }: { client: Client; events: EventLog },
  stored: readonly StoredEvent[],
): StoredEvent[] {
  const heard = new Set(events.changes.map(({ id }) => id));
  const lastReset = events.resets.at(-1) ?? 0;
  const isCustomer = client.person.role === "customer";
  return stored.filter(
    ({ id, audience, committedAt }) =>
      !heard.has(id) && committedAt > lastReset && !(isCustomer && audience === "staff"),
  );
}
