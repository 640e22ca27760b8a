/** Reading conversations: one, a page of them, the thread's head. Foreign rows are "not found". */
import "server-only";
import { and, eq, inArray, ne, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { as, type Tx } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import { users } from "@/db/schema/people";
import { runs } from "@/db/schema/runs";
import { authorize } from "@/lib/auth/policy";
import type { UserViewer } from "@/lib/auth/viewer";
import { AppError, notFound } from "@/lib/core/errors";
import { byActivity, byNeed } from "./list-order";
import type { ConversationView, ListFilter } from "./schema";
import { visibleTo } from "./visibility";

const customer = alias(users, "customer");
const owner = alias(users, "owner");

const columns = {
  id: conversations.id,
  subject: conversations.subject,
  status: conversations.status,
  ownerKind: conversations.ownerKind,
  ownerId: conversations.ownerId,
  ownerName: owner.name,
  epoch: conversations.epoch,
  seq: conversations.seq,
  episode: conversations.episode,
  urgency: conversations.urgency,
  customerId: conversations.customerId,
  customerName: customer.name,
  awaitingReply: conversations.awaitingReply,
  waitingSince: conversations.waitingSince,
  lastMessageAt: conversations.lastMessageAt,
  lastAuthor: conversations.lastAuthor,
  lastExcerpt: conversations.lastExcerpt,
  customerReadSeq: conversations.customerReadSeq,
  staffReadSeq: conversations.staffReadSeq,
  handover: conversations.handover,
  instruction: conversations.instruction,
  createdAt: conversations.createdAt,
  liveRunId: sql<
    string | null
  >`(select r.id from ${runs} r where r.conversation_id = ${conversations.id} and r.state in ('queued', 'running'))`,
};

/** Every read of conversations begins here: the same columns, the same people joined. */
const selectFrom = (tx: Tx) =>
  tx
    .select(columns)
    .from(conversations)
    .innerJoin(customer, eq(customer.id, conversations.customerId))
    .leftJoin(owner, eq(owner.id, conversations.ownerId));

type Row = Awaited<ReturnType<typeof selectFrom>>[number];

/** The input of `conversationView` in schema.ts: dates are still dates. */
export type ConversationRow = Omit<ConversationView, "waitingSince" | "lastMessageAt" | "createdAt"> & {
  waitingSince: Date | null;
  lastMessageAt: Date;
  createdAt: Date;
};

function present(viewer: UserViewer, row: Row): ConversationRow {
  const isStaff = viewer.kind === "staff";
  const readSeq = isStaff ? row.staffReadSeq : row.customerReadSeq;
  return {
    id: row.id,
    subject: row.subject,
    status: row.status,
    owner: { kind: row.ownerKind, name: row.ownerName, isMe: row.ownerId === viewer.userId },
    epoch: row.epoch,
    seq: row.seq,
    episode: row.episode,
    urgency: row.urgency,
    customer: { id: row.customerId, name: row.customerName },
    awaitingReply: row.awaitingReply,
    waitingSince: row.waitingSince,
    lastMessageAt: row.lastMessageAt,
    lastAuthor: row.lastAuthor,
    lastExcerpt: row.lastExcerpt,
    unread: Math.max(0, row.seq - readSeq),
    readSeq,
    liveRunId: row.liveRunId,
    handover: isStaff ? row.handover : null,
    instruction: isStaff ? row.instruction : null,
    createdAt: row.createdAt,
  };
}

export async function getConversation(viewer: UserViewer, conversationId: string): Promise<ConversationRow> {
  authorize(viewer, "conversation.read");
  const [row] = await as(viewer, (tx) =>
    selectFrom(tx).where(and(eq(conversations.id, conversationId), visibleTo(viewer))),
  );
  if (!row) throw notFound("Conversation");
  return present(viewer, row);
}

type Page = { cursor?: string | undefined; limit: number };

/** A page, newest activity first; the queue is ordered by urgency, then by who has waited longest. */
export async function listConversations(
  viewer: UserViewer,
  filter: ListFilter,
  page: Page,
): Promise<{ items: ConversationRow[]; nextCursor: string | null }> {
  authorize(viewer, "conversation.read");
  if (filter.view !== "all" && viewer.kind !== "staff")
    throw new AppError("invalid", "view: only staff have a queue", {
      fields: { view: "only staff have a queue" },
    });
  const { order, after, cursorOf } = filter.view === "queue" ? byNeed(page.cursor) : byActivity(page.cursor);
  const rows = await as(viewer, (tx) =>
    selectFrom(tx)
      .where(
        and(
          visibleTo(viewer),
          inView(viewer, filter),
          inStatus(filter),
          filter.customerId ? eq(conversations.customerId, filter.customerId) : undefined,
          after,
        ),
      )
      .orderBy(...order)
      .limit(page.limit + 1),
  );
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => present(viewer, row)),
    nextCursor: rows.length > page.limit && last ? cursorOf(last) : null,
  };
}

function inView(viewer: UserViewer, filter: ListFilter): SQL | undefined {
  switch (filter.view) {
    case "queue":
      return and(eq(conversations.ownerKind, "queue"), ne(conversations.status, "resolved"));
    case "mine":
      return and(eq(conversations.ownerId, viewer.userId), ne(conversations.status, "resolved"));
    case "all":
      return undefined;
  }
}

function inStatus(filter: ListFilter): SQL | undefined {
  if (!filter.status) return undefined;
  if (filter.status === "unresolved") return inArray(conversations.status, ["open", "pending"]);
  return eq(conversations.status, filter.status);
}

/** How many wait in the queue and how many the viewer holds; for the inbox's tabs. Capped at 1,000. */
export async function countInbox(viewer: UserViewer): Promise<{ queue: number; mine: number }> {
  authorize(viewer, "conversation.claim");
  const [row] = await as(viewer, (tx) =>
    tx.execute<{ queue: number; mine: number }>(sql`
      select (select count(*)::int from (select 1 from conversations
                where owner_kind = 'queue' and status <> 'resolved' limit 1000) q) as queue,
             (select count(*)::int from (select 1 from conversations
                where owner_id = ${viewer.userId} and status <> 'resolved' limit 1000) m) as mine`),
  );
  return { queue: row?.queue ?? 0, mine: row?.mine ?? 0 };
}
