/** Reading the event log for live updates: what a viewer missed, and from where to go on. */
import "server-only";
import { and, asc, eq, gte, sql } from "drizzle-orm";
import { as } from "@/db/client";
import { events } from "@/db/schema/conversations";
import { authorize } from "@/lib/auth/policy";
import type { UserViewer } from "@/lib/auth/viewer";

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

/**
 * The oldest transaction still running: everything before it is visible to everyone. Sent as the stream's
 * cursor, so that a reader that comes back gets late commits too (at least once, never not at all).
 */
export async function getHorizon(viewer: UserViewer): Promise<string> {
  authorize(viewer, "event.read");
  const [row] = await as(viewer, (tx) =>
    tx.execute<{ horizon: string }>(sql`select pg_snapshot_xmin(pg_current_snapshot())::text as horizon`),
  );
  return row?.horizon ?? "0";
}

/** Events since a cursor that {@link getHorizon} gave out; `null` when there are too many to replay. */
export async function listEventsSince(viewer: UserViewer, cursor: string): Promise<LiveEvent[] | null> {
  authorize(viewer, "event.read");
  const own =
    viewer.kind === "customer"
      ? and(eq(events.customerId, viewer.userId), eq(events.audience, "everyone"))
      : undefined;
  const rows = await as(viewer, (tx) =>
    tx
      .select({
        id: events.id,
        type: events.type,
        conversationId: events.conversationId,
        seq: events.seq,
        subjectId: events.subjectId,
      })
      .from(events)
      .where(and(own, gte(events.tx, sql`${cursor}::xid8`)))
      .orderBy(asc(events.tx), asc(events.id))
      .limit(MAX_REPLAY + 1),
  );
  return rows.length > MAX_REPLAY ? null : rows;
}
