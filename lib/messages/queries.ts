/** Reading a thread: messages, notes and handover lines in the one order that every viewer sees. */
import "server-only";
import { and, asc, desc, eq, gt, lt, ne, sql } from "drizzle-orm";
import { as, asByKey } from "@/db/client";
import { conversations, messages } from "@/db/schema/conversations";
import { authorize } from "@/lib/auth/policy";
import type { AssistantViewer, UserViewer } from "@/lib/auth/viewer";
import { visibleTo } from "@/lib/conversations/visibility";
import { notFound } from "@/lib/core/errors";
import { type UndoState, undoStates } from "@/lib/effects/queries";
import { checkCitations } from "@/lib/knowledge/cited";
import type { MessageView } from "./schema";

const columns = {
  id: messages.id,
  seq: messages.seq,
  kind: messages.kind,
  authorKind: messages.authorKind,
  authorId: messages.authorId,
  authorName: messages.authorName,
  text: messages.text,
  citations: messages.citations,
  receipts: messages.receipts,
  incomplete: messages.incomplete,
  passed: messages.passed,
  rating: messages.rating,
  runId: messages.runId,
  fallback: messages.fallback,
  createdAt: messages.createdAt,
};

export type MessageRow = Omit<MessageView, "createdAt"> & { createdAt: Date };

type Span =
  /** Entries after this number, oldest first. */
  | { after: number; limit: number }
  /** The newest entries before this number, oldest first. */
  | { before: number; limit: number };

/** A stretch of the thread. `more`: whether there is more in the direction that was asked for. */
export async function listMessages(
  viewer: UserViewer,
  conversationId: string,
  span: Span,
): Promise<{ items: MessageRow[]; more: boolean }> {
  authorize(viewer, "conversation.read");
  const own = viewer.kind === "customer" ? eq(messages.customerId, viewer.userId) : undefined;
  const noNotes = viewer.kind === "customer" ? ne(messages.kind, "note") : undefined;
  const forward = "after" in span;
  const { rows, check, undos } = await as(viewer, async (tx) => {
    const [found] = await tx
      .select({ id: conversations.id })
      .from(conversations)
      .where(and(eq(conversations.id, conversationId), visibleTo(viewer)));
    if (!found) throw notFound("Conversation");
    const rows = await tx
      .select(columns)
      .from(messages)
      .where(
        and(
          eq(messages.conversationId, conversationId),
          own,
          noNotes,
          forward ? gt(messages.seq, span.after) : lt(messages.seq, span.before),
        ),
      )
      .orderBy(forward ? asc(messages.seq) : desc(messages.seq))
      .limit(span.limit + 1);
    const check = await checkCitations(
      tx,
      viewer,
      rows.flatMap((row) => row.citations),
    );
    const told = rows.flatMap(({ receipts, runId }) => (receipts.length > 0 && runId ? [runId] : []));
    return { rows, check, undos: await undoStates(tx, [...new Set(told)]) };
  });
  const cut = rows.slice(0, span.limit);
  const items = (forward ? cut : cut.reverse()).map(({ authorKind, authorId, authorName, ...row }) => ({
    ...row,
    receipts: row.receipts.map((receipt) => ({
      ...receipt,
      ...undoOf(viewer, undos.get(`${row.runId}:${receipt.callId}`)),
    })),
    citations: row.citations.map(check),
    author: { kind: authorKind, name: authorName, isMe: authorId === viewer.userId },
  }));
  return { items, more: rows.length > span.limit };
}

/** Taking something back is the customer's; that it was is for everybody to see. */
const undoOf = (viewer: UserViewer, state: UndoState = { undo: false, undone: false }): UndoState => ({
  undo: state.undo && viewer.kind === "customer",
  undone: state.undone,
});

export type HistoryEntry = {
  seq: number;
  from: "customer" | "assistant" | "staff";
  name: string;
  text: string;
  /** True for an answer that was cut short. */
  incomplete: boolean;
  at: Date;
};

/** What the model may see: public messages of the present episode, the newest `limit`, oldest first. */
export async function listHistory(viewer: AssistantViewer, limit: number): Promise<HistoryEntry[]> {
  authorize(viewer, "conversation.read");
  const rows = await asByKey(viewer, (tx) =>
    tx
      .select({
        seq: messages.seq,
        from: messages.authorKind,
        name: messages.authorName,
        text: messages.text,
        incomplete: sql<boolean>`${messages.incomplete} is not null`,
        at: messages.createdAt,
      })
      .from(messages)
      .where(
        and(
          eq(messages.conversationId, viewer.conversationId),
          eq(messages.kind, "message"),
          gt(
            messages.seq,
            sql`(select ${conversations.episodeSeq} from ${conversations} where ${conversations.id} = ${viewer.conversationId})`,
          ),
        ),
      )
      .orderBy(desc(messages.seq))
      .limit(limit),
  );
  return rows.reverse().flatMap((row) => (row.from === "system" ? [] : [{ ...row, from: row.from }]));
}
