/** Announcements without a row: somebody is typing. */
import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { as } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import { authorize } from "@/lib/auth/policy";
import type { UserViewer } from "@/lib/auth/viewer";
import { visibleTo } from "@/lib/conversations/visibility";
import { notFound } from "@/lib/core/errors";
import type { TypingAnnouncement } from "./broker";

/** Tells the other side that the viewer is writing; delivered on commit, forgotten after a few seconds. */
export async function announceTyping(viewer: UserViewer, conversationId: string): Promise<void> {
  authorize(viewer, "conversation.type");
  await as(viewer, async (tx) => {
    const [row] = await tx
      .select({ customerId: conversations.customerId })
      .from(conversations)
      .where(and(eq(conversations.id, conversationId), visibleTo(viewer)));
    if (!row) throw notFound("Conversation");
    const announcement: TypingAnnouncement = {
      conversationId,
      customerId: row.customerId,
      by: viewer.kind,
      userId: viewer.userId,
      name: viewer.name,
    };
    await tx.execute(sql`select pg_notify('baton_typing', ${JSON.stringify(announcement)})`);
  });
}
