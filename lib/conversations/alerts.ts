/** Tells the whole team about one conversation, in the transaction of what it is about. */
import "server-only";
import { and, eq, ne, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { users } from "@/db/schema/people";
import type { SystemViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { notifyIn } from "@/lib/notifications/commands";

export type Alert = {
  /** Which alert about the conversation this is; each reaches a person once. */
  round: number;
  /** Who has not read an alert of the last minutes is not told again: one is enough to look at the queue. */
  withinMinutes: number;
  subject: string;
  body: string;
  conversationId: string;
};

/** Begins the key of every alert, by which those of the last minutes are found. */
const PREFIX = "alert:";

export async function alertTeam(tx: Tx, viewer: SystemViewer, alert: Alert): Promise<void> {
  const { round, withinMinutes, ...told } = alert;
  const team = await tx
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        eq(users.status, "active"),
        ne(users.role, "customer"),
        sql`not exists (select 1 from notifications n where n.user_id = ${users.id} and n.read_at is null
          and n.dedupe_key like ${`${PREFIX}%`} and n.created_at > clock_timestamp() - make_interval(mins => ${withinMinutes}::int))`,
      ),
    );
  for (const { id } of team)
    await notifyIn(
      tx,
      viewer,
      { ...told, userId: id, method: "in_app" },
      { id: newId(), dedupeKey: `${PREFIX}${alert.conversationId}:${round}:${id}` },
    );
}
