/** Session rows: made at sign-in, checked on every request, ended by sign-out, revocation or time. */
import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { as, asByKey } from "@/db/client";
import { sessions } from "@/db/schema/people";
import { authorize } from "@/lib/auth/policy";
import { announceSessionEnd } from "@/lib/auth/session-end";
import { type Role, systemViewer, type UserViewer, userViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";

/** ASVS 5.0, 7.3: idle and absolute lifetime, shorter for staff. */
const lifetime = {
  customer: { absolute: "30 days", idle: "7 days" },
  staff: { absolute: "24 hours", idle: "8 hours" },
} as const;

const viewer = systemViewer("sessions");

/** Starts a session for a user who has just proved who they are. */
export async function startSession(userId: string, role: Role, userAgent: string | null): Promise<string> {
  const id = newId();
  const { absolute } = role === "customer" ? lifetime.customer : lifetime.staff;
  await as(viewer, (tx) =>
    tx.insert(sessions).values({
      id,
      userId,
      userAgent: userAgent?.slice(0, 200) ?? null,
      expiresAt: sql`clock_timestamp() + ${absolute}::interval`,
    }),
  );
  return id;
}

type SessionRow = { user_id: string; name: string; role: Role; stale: boolean };

/** The viewer of a live session of an active user, or null. Keeps the session from idling out. */
export async function viewerOfSession(sessionId: string): Promise<UserViewer | null> {
  const [row] = await asByKey(viewer, (tx) =>
    tx.execute<SessionRow>(sql`
      select s.user_id, u.name, u.role, s.last_seen_at < clock_timestamp() - interval '1 minute' as stale
        from sessions s join users u on u.id = s.user_id
       where s.id = ${sessionId} and s.revoked_at is null and u.status = 'active'
         and s.expires_at > clock_timestamp()
         and s.last_seen_at > clock_timestamp()
             - case when u.role = 'customer' then ${lifetime.customer.idle}::interval else ${lifetime.staff.idle}::interval end`),
  );
  if (!row) return null;
  if (row.stale)
    await as(viewer, (tx) =>
      tx.update(sessions).set({ lastSeenAt: sql`clock_timestamp()` }).where(eq(sessions.id, sessionId)),
    );
  return userViewer({ userId: row.user_id, name: row.name, role: row.role, sessionId });
}

/** Who still holds which of these sessions; for open streams, which are not activity and keep nothing alive. */
export async function viewersOfSessions(sessionIds: readonly string[]): Promise<Map<string, UserViewer>> {
  if (sessionIds.length === 0) return new Map();
  const rows = await as(viewer, (tx) =>
    tx.execute<Omit<SessionRow, "stale"> & { id: string }>(sql`
      select s.id, s.user_id, u.name, u.role
        from sessions s join users u on u.id = s.user_id
       where s.id in ${[...sessionIds]} and s.revoked_at is null and u.status = 'active'
         and s.expires_at > clock_timestamp()
         and s.last_seen_at > clock_timestamp()
             - case when u.role = 'customer' then ${lifetime.customer.idle}::interval else ${lifetime.staff.idle}::interval end`),
  );
  return new Map(
    rows.map((row) => [
      row.id,
      userViewer({ userId: row.user_id, name: row.name, role: row.role, sessionId: row.id }),
    ]),
  );
}

/** Ends one session by id; for sign-out, where holding the token is the right to end it. */
export async function endSession(sessionId: string): Promise<void> {
  await as(viewer, async (tx) => {
    const [ended] = await tx
      .update(sessions)
      .set({ revokedAt: sql`clock_timestamp()` })
      .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)))
      .returning({ userId: sessions.userId });
    if (ended) await announceSessionEnd(tx, { userId: ended.userId, sessionId });
  });
}

/** Ends every session of the viewer but the one that asks; answers how many. */
export async function revokeOtherSessions(asking: UserViewer): Promise<number> {
  authorize(asking, "session.revoke");
  const ended = await as(asking, async (tx) => {
    await announceSessionEnd(tx, { userId: asking.userId, kept: asking.sessionId });
    return tx
      .update(sessions)
      .set({ revokedAt: sql`clock_timestamp()` })
      .where(
        and(
          eq(sessions.userId, asking.userId),
          isNull(sessions.revokedAt),
          sql`${sessions.id} <> ${asking.sessionId}`,
        ),
      )
      .returning({ id: sessions.id });
  });
  return ended.length;
}
