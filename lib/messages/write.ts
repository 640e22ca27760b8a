/** The shared half of every message: number, row, conversation summary and event, under the row lock. */
import "server-only";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { messages } from "@/db/schema/conversations";
import { recordEvent } from "@/lib/audit/record";
import { actorOf, type Viewer } from "@/lib/auth/viewer";
import { advance, type Change, type Held } from "@/lib/conversations/hold";
import { newId } from "@/lib/core/ids";

type NewMessage = Pick<typeof messages.$inferInsert, "id" | "authorName" | "text"> &
  Partial<
    Pick<
      typeof messages.$inferInsert,
      "kind" | "citations" | "receipts" | "incomplete" | "runId" | "fallback"
    >
  >;

/** Characters of the line that lists show under a conversation. */
const EXCERPT = 140;

/**
 * A line of Baton itself for both sides. It leaves alone what lists show of the conversation: who spoke last, and
 * what they said.
 */
export async function appendNotice(
  tx: Tx,
  viewer: Viewer,
  held: Held,
  text: string,
  change: Change = {},
): Promise<Held> {
  const next = await advance(tx, held, change);
  const id = newId();
  await tx.insert(messages).values({
    id,
    conversationId: held.id,
    customerId: held.customerId,
    seq: next.seq,
    kind: "notice",
    authorKind: "system",
    authorName: "Support",
    text,
  });
  await recordEvent(tx, viewer, {
    type: "message.posted",
    conversationId: held.id,
    seq: next.seq,
    customerId: held.customerId,
    subject: { type: "message", id },
  });
  return next;
}

/** Appends one message to a conversation that this transaction holds; answers its number. */
export async function appendMessage(
  tx: Tx,
  viewer: Viewer,
  held: Held,
  message: NewMessage,
  change: Change = {},
): Promise<Held> {
  const { actorKind, actorId } = actorOf(viewer);
  const kind = message.kind ?? "message";
  const isPublic = kind !== "note";
  const excerpt = message.text.replace(/\s+/g, " ").slice(0, EXCERPT);
  // Whoever holds the row knows the next number, so the three are sent together: a customer waits for them.
  const seq = held.seq + 1;
  const [next] = await Promise.all([
    advance(tx, held, {
      ...(isPublic
        ? { lastMessageAt: sql`clock_timestamp()`, lastAuthor: actorKind, lastExcerpt: excerpt }
        : {}),
      ...change,
    }),
    tx.insert(messages).values({
      ...message,
      kind,
      conversationId: held.id,
      customerId: held.customerId,
      seq,
      authorKind: actorKind,
      authorId: actorId,
    }),
    recordEvent(tx, viewer, {
      type: kind === "note" ? "note.added" : "message.posted",
      conversationId: held.id,
      seq,
      customerId: held.customerId,
      audience: isPublic ? "everyone" : "staff",
      subject: { type: "message", id: message.id },
      data: message.runId ? { runId: message.runId } : {},
    }),
  ]);
  return next;
}
