/** What was said and opened in one resolved episode; read by the job that remembers it. */
import "server-only";
import { and, asc, desc, eq, gt, isNull, lte, ne, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { conversations, messages } from "@/db/schema/conversations";
import { tickets } from "@/db/schema/tickets";
import type { Said } from "./episode";

/** One stretch of a conversation: the entries after `from`, up to `to`, which is the line that says it is resolved. */
export type Episode = { conversationId: string; episode: number; from: number; to: number };

/** Entries that are read: the first words and the last ones matter. */
const READ = 60;
const TICKETS = 3;

const columns = {
  seq: messages.seq,
  from: messages.authorKind,
  text: messages.text,
  isBacked: sql<boolean>`jsonb_array_length(${messages.citations}) + jsonb_array_length(${messages.receipts}) > 0`,
};

/** In the transaction of a command of the system; null when the conversation is gone. */
export async function findEpisode(
  tx: Tx,
  { conversationId, from, to }: Episode,
): Promise<{ customerId: string; said: Said[]; tickets: number[] } | null> {
  const [conversation] = await tx
    .select({ customerId: conversations.customerId })
    .from(conversations)
    .where(eq(conversations.id, conversationId));
  if (!conversation) return null;
  const within = and(
    eq(messages.conversationId, conversationId),
    gt(messages.seq, from),
    lte(messages.seq, to),
    eq(messages.kind, "message"),
    ne(messages.authorKind, "system"),
    isNull(messages.incomplete),
  );
  const read = (order: typeof asc) =>
    tx.select(columns).from(messages).where(within).orderBy(order(messages.seq)).limit(READ);
  const [first, last] = await Promise.all([read(asc), read(desc)]);
  const entries = [...new Map([...first, ...last.reverse()].map((entry) => [entry.seq, entry])).values()];
  const opened = await tx
    .select({ number: tickets.number })
    .from(tickets)
    .where(and(eq(tickets.conversationId, conversationId), openedWithin(conversationId, from, to)))
    .orderBy(asc(tickets.number))
    .limit(TICKETS);
  return {
    customerId: conversation.customerId,
    said: entries.flatMap(({ from: author, text, isBacked }) =>
      author === "system" ? [] : [{ from: author, text, isBacked }],
    ),
    tickets: opened.map(({ number }) => number),
  };
}

/** A ticket belongs to the episode in whose time it was opened. */
const openedWithin = (conversationId: string, from: number, to: number) => {
  const at = (seq: number) =>
    sql`(select m.created_at from messages m where m.conversation_id = ${conversationId} and m.seq = ${seq})`;
  // The first number of a conversation is its start, which is no entry of the thread.
  const since = from === 0 ? sql`true` : sql`${tickets.createdAt} >= ${at(from + 1)}`;
  return and(since, sql`${tickets.createdAt} <= ${at(to)}`);
};
