/** What the assistant has to know about its conversation before a turn; read as the assistant itself. */
import "server-only";
import { and, desc, eq } from "drizzle-orm";
import { as } from "@/db/client";
import { conversations, type EpisodeSummary, messages } from "@/db/schema/conversations";
import { customers, users } from "@/db/schema/people";
import { authorize } from "@/lib/auth/policy";
import type { AssistantViewer } from "@/lib/auth/viewer";
import { notFound } from "@/lib/core/errors";

export type Brief = {
  customerName: string;
  language: string;
  timeZone: string | null;
  episode: number;
  /** Earlier episodes, oldest first; see `episodes.ts`. */
  previously: EpisodeSummary[];
  instruction: { from: string; text: string } | null;
};

export async function getBrief(viewer: AssistantViewer): Promise<Brief> {
  authorize(viewer, "conversation.read");
  return as(viewer, async (tx) => {
    const [row] = await tx
      .select({
        customerName: users.name,
        language: customers.language,
        timeZone: customers.timeZone,
        episode: conversations.episode,
        previously: conversations.previously,
        instruction: conversations.instruction,
      })
      .from(conversations)
      .innerJoin(users, eq(users.id, conversations.customerId))
      .leftJoin(customers, eq(customers.userId, conversations.customerId))
      .where(eq(conversations.id, viewer.conversationId));
    if (!row) throw notFound("Conversation");
    const [passed] = row.instruction
      ? await tx
          .select({ by: messages.authorName })
          .from(messages)
          .where(and(eq(messages.conversationId, viewer.conversationId), eq(messages.kind, "handover")))
          .orderBy(desc(messages.seq))
          .limit(1)
      : [];
    return {
      customerName: row.customerName,
      language: row.language ?? "en",
      timeZone: row.timeZone,
      episode: row.episode,
      previously: row.previously,
      instruction: row.instruction ? { from: passed?.by ?? "the support team", text: row.instruction } : null,
    };
  });
}
