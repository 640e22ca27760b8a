/** Says, in the transaction that ends sessions, that they have ended: open streams close on every instance. */
import "server-only";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

/** Sessions of one person: the named one, all but the `kept` one, or all. */
export type SessionEnd = { userId: string; sessionId?: string; kept?: string };

export async function announceSessionEnd(tx: Tx, end: SessionEnd): Promise<void> {
  await tx.execute(sql`select pg_notify('baton_sessions', ${JSON.stringify(end)})`);
}

/** Whether that is about this session. */
export const endsSession = (end: SessionEnd, session: { userId: string; sessionId: string }): boolean =>
  end.userId === session.userId &&
  (end.sessionId === undefined || end.sessionId === session.sessionId) &&
  end.kept !== session.sessionId;
