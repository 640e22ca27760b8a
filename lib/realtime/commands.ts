/** Announcements without a row: somebody is typing, somebody is looking, this process still hears itself. */
import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import { authorize } from "@/lib/auth/policy";
import type { StaffViewer, SystemViewer, UserViewer } from "@/lib/auth/viewer";
import { visibleTo } from "@/lib/conversations/visibility";
import { notFound } from "@/lib/core/errors";
import type { Announcements, Channel } from "./announcements";

/** Tells the other side that the viewer is writing; delivered on commit, forgotten after a few seconds. */
export async function announceTyping(viewer: UserViewer, conversationId: string): Promise<void> {
  authorize(viewer, "conversation.type");
  await as(viewer, async (tx) => {
    const customerId = await customerOf(tx, viewer, conversationId);
    const { kind: by, userId, name } = viewer;
    await announce(tx, "baton_typing", { conversationId, customerId, by, userId, name });
  });
}

/** Tells colleagues that the viewer has the conversation open; forgotten unless said again within 30 seconds. */
export async function announcePresence(viewer: StaffViewer, conversationId: string): Promise<void> {
  authorize(viewer, "conversation.attend");
  await as(viewer, async (tx) => {
    await customerOf(tx, viewer, conversationId);
    await announce(tx, "baton_presence", { conversationId, userId: viewer.userId, name: viewer.name });
  });
}

/**
 * A sign of life that comes back on the listening connection after everything that was announced before it:
 * announcements are queued in commit order, and every transaction before its horizon had ended when it was sent.
 */
export async function sendPulse(viewer: SystemViewer, from: string): Promise<void> {
  authorize(viewer, "event.replay");
  await as(viewer, (tx) =>
    tx.execute(sql`select pg_notify('baton_pulse', json_build_object(
      'from', ${from}::text, 'horizon', pg_snapshot_xmin(pg_current_snapshot())::text)::text)`),
  );
}

async function customerOf(tx: Tx, viewer: UserViewer, conversationId: string): Promise<string> {
  const [row] = await tx
    .select({ customerId: conversations.customerId })
    .from(conversations)
    .where(and(eq(conversations.id, conversationId), visibleTo(viewer)));
  if (!row) throw notFound("Conversation");
  return row.customerId;
}

async function announce<C extends Channel>(tx: Tx, channel: C, announced: Announcements[C]): Promise<void> {
  await tx.execute(sql`select pg_notify(${channel}, ${JSON.stringify(announced)})`);
}
