/** What the customer asked before, and how it ended: a line for each of their other conversations. */
import "server-only";
import { and, desc, eq, isNotNull, ne } from "drizzle-orm";
import { as } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import { authorize } from "@/lib/auth/policy";
import type { AssistantViewer } from "@/lib/auth/viewer";

export type EarlierConversation = {
  subject: string;
  status: "open" | "pending" | "resolved";
  /** Of a resolved one: said by the customer, or taken for granted. */
  resolution: "confirmed" | "assumed" | null;
  startedAt: Date;
};

/** Newest first, without the one that the assistant is in. */
export async function listEarlierConversations(
  viewer: AssistantViewer,
  limit: number,
): Promise<EarlierConversation[]> {
  authorize(viewer, "conversation.read");
  const rows = await as(viewer, (tx) =>
    tx
      .select({
        subject: conversations.subject,
        status: conversations.status,
        resolution: conversations.resolution,
        startedAt: conversations.createdAt,
      })
      .from(conversations)
      .where(
        and(
          eq(conversations.customerId, viewer.customerId),
          ne(conversations.id, viewer.conversationId),
          isNotNull(conversations.subject),
        ),
      )
      .orderBy(desc(conversations.lastMessageAt), desc(conversations.id))
      .limit(limit),
  );
  return rows.map(({ subject, ...row }) => ({ ...row, subject: subject ?? "" }));
}
