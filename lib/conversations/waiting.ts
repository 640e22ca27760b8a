/** Waiting for a person: how long it has been, when people are back, and what the customer reads about it. */
import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import { customers } from "@/db/schema/people";
import type { Viewer } from "@/lib/auth/viewer";
import { env } from "@/lib/core/env";
import { appendNotice } from "@/lib/messages/write";
import type { Held } from "./hold";
import { type Hours, type Opening, openingAt, parseHours, sayWhen } from "./hours";

/** What the customer reads when the target has passed; again after each further target. */
export const LONGER_THAN_HOPED =
  "This is taking longer than we hoped, and we are sorry. You are still in line and the team has been told. You can keep waiting here, come back later, or stop waiting and go on with the assistant.";

let read: { text: string | undefined; hours: Hours | null } | undefined;

/** The hours of the environment; null when people always answer. */
export function supportHours(): Hours | null {
  const text = env().SUPPORT_HOURS;
  if (!read || read.text !== text) read = { text, hours: parseHours(text) };
  return read.hours;
}

/** Whether people answer now, on the database's clock; null when they always do. */
export async function openingNow(tx: Tx): Promise<Opening | null> {
  const hours = supportHours();
  if (!hours) return null;
  const [row] = await tx.execute<{ now: number }>(
    sql`select extract(epoch from clock_timestamp())::float8 * 1000 as now`,
  );
  return openingAt(hours, new Date(row?.now ?? Date.now()));
}

/** Seconds on the waiting clock of a conversation that this transaction holds; null when nobody waits. */
export async function secondsWaited(tx: Tx, held: Held): Promise<number | null> {
  const [row] = await tx
    .select({
      seconds: sql<
        number | null
      >`greatest(0, round(extract(epoch from clock_timestamp() - ${conversations.waitingSince})))::int`,
    })
    .from(conversations)
    .where(eq(conversations.id, held.id));
  return held.waitingSince ? (row?.seconds ?? null) : null;
}

/** Outside support hours, tells the customer who has just joined the queue when people are back. */
export async function tellWhenBack(tx: Tx, viewer: Viewer, held: Held): Promise<void> {
  const opening = await openingNow(tx);
  if (!opening || opening.open) return;
  const [customer] = await tx
    .select({ zone: customers.timeZone })
    .from(customers)
    .where(eq(customers.userId, held.customerId));
  const theirs = customer?.zone;
  const when = sayWhen(opening.until, {
    zone: theirs ?? supportHours()?.zone ?? "UTC",
    isTheirs: Boolean(theirs),
  });
  await appendNotice(tx, viewer, held, awayText(when));
}

export const awayText = (when: string): string =>
  `Nobody is here right now. Our team is back on ${when} and will answer here; your place is kept, and you need not stay. You can also stop waiting and go on with the assistant.`;
