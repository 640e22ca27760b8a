/** Reading one's own notifications. Nobody, staff included, reads somebody else's. */
import "server-only";
import { and, count, desc, eq, isNull, sql } from "drizzle-orm";
import { as } from "@/db/client";
import { notifications } from "@/db/schema/people";
import { authorize } from "@/lib/auth/policy";
import type { UserViewer } from "@/lib/auth/viewer";
import { decodeCursor, pageOfRows } from "@/lib/core/cursor";
import type { Notification } from "./schema";

export async function listNotifications(
  viewer: UserViewer,
  { cursor, limit, unread }: { cursor?: string; limit: number; unread?: boolean },
): Promise<{ items: Notification[]; nextCursor: string | null }> {
  authorize(viewer, "notification.read");
  const from = decodeCursor(cursor);
  const rows = await as(viewer, (tx) =>
    tx
      .select({
        id: notifications.id,
        method: notifications.method,
        subject: notifications.subject,
        body: notifications.body,
        conversationId: notifications.conversationId,
        state: notifications.state,
        at: notifications.createdAt,
        readAt: notifications.readAt,
      })
      .from(notifications)
      .where(
        and(
          eq(notifications.userId, viewer.userId),
          unread ? isNull(notifications.readAt) : undefined,
          from
            ? sql`(${notifications.createdAt}, ${notifications.id}) < (${from.at.toISOString()}::timestamptz, ${from.id}::uuid)`
            : undefined,
        ),
      )
      .orderBy(sql`${notifications.createdAt} desc nulls last`, desc(notifications.id))
      .limit(limit + 1),
  );
  const page = pageOfRows(rows, limit);
  return {
    items: page.rows.map(({ at, ...row }) => ({ ...row, createdAt: at })),
    nextCursor: page.nextCursor,
  };
}

export async function countUnread(viewer: UserViewer): Promise<number> {
  authorize(viewer, "notification.read");
  const [row] = await as(viewer, (tx) =>
    tx
      .select({ n: count() })
      .from(notifications)
      .where(and(eq(notifications.userId, viewer.userId), isNull(notifications.readAt))),
  );
  return row?.n ?? 0;
}
