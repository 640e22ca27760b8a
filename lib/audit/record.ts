/**
 * The fifth step of every write: the event row, in the write's own transaction. A trigger announces it on
 * commit; it feeds live updates, audit and notifications. Nothing is published any other way.
 */
import "server-only";
import type { Tx } from "@/db/client";
import { events } from "@/db/schema/conversations";
import { actorOf, type Viewer } from "@/lib/auth/viewer";

export type EventInput = {
  /** Past tense: `conversation.claimed`. */
  type: string;
  conversationId?: string;
  /** Taken under the conversation's row lock; see `lib/conversations/hold.ts`. */
  seq?: number;
  /** Whose rows it is about; decides which customer may see it. */
  customerId?: string;
  audience?: "everyone" | "staff";
  subject?: { type: string; id: string };
  /** Ids, kinds and numbers; never message text. */
  data?: Record<string, unknown>;
};

export async function recordEvent(tx: Tx, viewer: Viewer, event: EventInput): Promise<void> {
  await tx.insert(events).values({
    ...actorOf(viewer),
    type: event.type,
    conversationId: event.conversationId ?? null,
    seq: event.seq ?? null,
    customerId: event.customerId ?? null,
    audience: event.audience ?? "everyone",
    subjectType: event.subject?.type ?? null,
    subjectId: event.subject?.id ?? null,
    data: event.data ?? {},
  });
}
