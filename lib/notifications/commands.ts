/** Telling a person something outside a conversation. Mail leaves only after the commit that asked for it. */
import "server-only";
import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { notifications, users } from "@/db/schema/people";
import { recordEvent } from "@/lib/audit/record";
import { authorize } from "@/lib/auth/policy";
import type { AssistantViewer, StaffViewer, SystemViewer, UserViewer } from "@/lib/auth/viewer";
import { idOfCall, newId } from "@/lib/core/ids";
import { isFirstIn } from "@/lib/core/limits";
import { notifiedLabel } from "@/lib/effects/labels";
import { recordEffect } from "@/lib/effects/record";
import { enqueue } from "@/lib/jobs/enqueue";
import { fence } from "@/lib/runs/fence";
import type { Method, NotifyInput } from "./schema";

export type Notifier = StaffViewer | SystemViewer | AssistantViewer;

/**
 * Tells one person once. The assistant is fenced, can tell only its own customer, and needs the tool call
 * that asks, so that a replay tells nothing again.
 */
export async function notify(
  viewer: Notifier,
  input: NotifyInput,
  call?: { callId: string },
): Promise<{ id: string; method: Method }> {
  authorize(viewer, "notification.send");
  return as(viewer, async (tx) => {
    if (viewer.kind !== "assistant") return notifyIn(tx, viewer, input);
    if (!call) throw new Error("the assistant writes only from a tool call");
    const held = await fence(tx, viewer);
    const id = idOfCall(viewer.runId, call.callId, "notification");
    const told = await notifyIn(
      tx,
      viewer,
      { ...input, userId: viewer.customerId, conversationId: held.id },
      { id, dedupeKey: `${viewer.runId}:${call.callId}` },
    );
    await recordEffect(tx, viewer, call, {
      tool: "send_notification",
      label: notifiedLabel(told.method),
      href: null,
      undo: null,
    });
    return told;
  });
}

/** The same inside a transaction of the caller, for commands that tell somebody as part of what they do. */
export async function notifyIn(
  tx: Tx,
  viewer: Notifier,
  input: NotifyInput,
  once: { id: string; dedupeKey: string | null } = { id: newId(), dedupeKey: null },
): Promise<{ id: string; method: Method }> {
  // Without a conflict target and RETURNING: staff may tell people whose notifications they cannot read.
  const written = await tx
    .insert(notifications)
    .values({
      ...once,
      userId: input.userId,
      method: input.method,
      subject: input.subject,
      body: input.body,
      conversationId: input.conversationId ?? null,
      state: input.method === "email" ? "pending" : "sent",
    })
    .onConflictDoNothing();
  const { id } = once;
  if (written.count > 0) {
    if (input.method === "email") await enqueue(tx, "send-email", { notificationId: id }, `mail:${id}`);
    const toTeam = await isStaff(tx, input.userId);
    await recordEvent(tx, viewer, {
      type: "notification.sent",
      // What the team is told about a conversation is none of its customer's events.
      ...(toTeam
        ? { audience: "staff" as const }
        : { conversationId: input.conversationId ?? undefined, customerId: input.userId }),
      subject: { type: "notification", id },
      data: { method: input.method },
    });
  }
  return { id, method: input.method };
}

async function isStaff(tx: Tx, userId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, userId), ne(users.role, "customer")));
  return row !== undefined;
}

/**
 * Tells every active manager in the portal, at most once per key and span of time, whichever instance asks. Answers
 * how many were told.
 */
export async function alertManagers(
  viewer: SystemViewer,
  { key, everySeconds, subject, body }: { key: string; everySeconds: number; subject: string; body: string },
): Promise<number> {
  authorize(viewer, "manager.alert");
  return as(viewer, async (tx) => {
    if (!(await isFirstIn(tx, `alert:${key}`, everySeconds))) return 0;
    const managers = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.role, "manager"), eq(users.status, "active")));
    for (const { id } of managers)
      await notifyIn(tx, viewer, { userId: id, method: "in_app", subject, body });
    return managers.length;
  });
}

/** Marks the viewer's own notifications as read; without ids, all of them. Answers how many changed. */
export async function markRead(viewer: UserViewer, ids?: readonly string[]): Promise<number> {
  authorize(viewer, "notification.read");
  const rows = await as(viewer, (tx) =>
    tx
      .update(notifications)
      .set({ readAt: sql`clock_timestamp()` })
      .where(
        and(
          eq(notifications.userId, viewer.userId),
          isNull(notifications.readAt),
          ids ? inArray(notifications.id, [...ids]) : undefined,
        ),
      )
      .returning({ id: notifications.id }),
  );
  return rows.length;
}
