/** Reading the event log for live updates: what was missed, and from where to go on. */
import "server-only";
import { and, asc, eq, gte, sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { events } from "@/db/schema/conversations";
import { authorize } from "@/lib/auth/policy";
import type { SystemViewer, UserViewer } from "@/lib/auth/viewer";
import type { EventAnnouncement } from "./announcements";

/** What a page is told about one event. Ids and kinds; it then reads what it shows. */
export type LiveEvent = {
  id: number;
  type: string;
  conversationId: string | null;
  seq: number | null;
  subjectId: string | null;
};

/** More missed events than this, and the page reloads what it shows instead. */
export const MAX_REPLAY = 500;
/** The same for a whole process, which serves everybody; told at once, it must not cut off who reads well. */
export const MAX_REPLAY_OF_PROCESS = 1_000;

const live = {
  id: events.id,
  type: events.type,
  conversationId: events.conversationId,
  seq: events.seq,
  subjectId: events.subjectId,
};

async function readHorizon(tx: Tx): Promise<{ horizon: string; next: string }> {
  const [row] = await tx.execute<{ horizon: string; next: string }>(
    sql`select pg_snapshot_xmin(s)::text as horizon, pg_snapshot_xmax(s)::text as next from pg_current_snapshot() s`,
  );
  if (!row) throw new Error("PostgreSQL has no snapshot");
  return row;
}

/**
 * The oldest transaction still running: everything before it is visible to everyone. Sent as the stream's
 * cursor, so that a reader that comes back gets late commits too (at least once, never not at all).
 */
export async function getHorizon(viewer: UserViewer | SystemViewer): Promise<string> {
  authorize(viewer, "event.read");
  return (await as(viewer, readHorizon)).horizon;
}

const CURSOR = /^\d{1,19}$/;

/**
 * Events since a cursor that {@link getHorizon} gave out, on whichever instance; `null` when it is none of
 * this database's, or when there are too many to replay.
 */
export async function listEventsSince(viewer: UserViewer, cursor: string): Promise<LiveEvent[] | null> {
  authorize(viewer, "event.read");
  if (!CURSOR.test(cursor)) return null;
  const own =
    viewer.kind === "customer"
      ? and(eq(events.customerId, viewer.userId), eq(events.audience, "everyone"))
      : undefined;
  return as(viewer, async (tx) => {
    if (BigInt(cursor) > BigInt((await readHorizon(tx)).next)) return null;
    const rows = await tx
      .select(live)
      .from(events)
      .where(and(own, gte(events.tx, sql`${cursor}::xid8`)))
      .orderBy(asc(events.tx), asc(events.id))
      .limit(MAX_REPLAY + 1);
    return rows.length > MAX_REPLAY ? null : rows;
  });
}

/**
 * Everything that may not have been announced since a horizon, as it would have been, and the next horizon;
 * `missed` is `null` when it is too much. For the broker, which knows who may hear what.
 */
export async function listMissed(
  viewer: SystemViewer,
  since: string,
): Promise<{ missed: EventAnnouncement[] | null; horizon: string }> {
  authorize(viewer, "event.replay");
  return as(viewer, async (tx) => {
    // Before the rows: what commits in between is then read again, not skipped.
    const { horizon } = await readHorizon(tx);
    const rows = await tx
      .select({ ...live, tx: events.tx, audience: events.audience, customerId: events.customerId })
      .from(events)
      .where(gte(events.tx, sql`${since}::xid8`))
      .orderBy(asc(events.tx), asc(events.id))
      .limit(MAX_REPLAY_OF_PROCESS + 1);
    return { missed: rows.length > MAX_REPLAY_OF_PROCESS ? null : rows, horizon };
  });
}
