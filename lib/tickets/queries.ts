/** Reading tickets: the list, the count, one ticket, its comments. A foreign ticket is "not found". */
import "server-only";
import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { as, type Tx } from "@/db/client";
import { users } from "@/db/schema/people";
import { ticketComments, tickets } from "@/db/schema/tickets";
import { authorize } from "@/lib/auth/policy";
import { actorOf, type Viewer } from "@/lib/auth/viewer";
import { decodeCursor, encodeCursor, pageOfRows } from "@/lib/core/cursor";
import { AppError, notFound } from "@/lib/core/errors";
import type { sorts, Ticket, TicketComment, TicketFilter, TicketFull, TicketKey } from "./schema";
import { conditions, visible } from "./search";

const customer = alias(users, "customer");
const assignee = alias(users, "assignee");

const line = {
  id: tickets.id,
  number: tickets.number,
  subject: tickets.subject,
  status: tickets.status,
  priority: tickets.priority,
  category: tickets.category,
  tags: tickets.tags,
  conversationId: tickets.conversationId,
  customer: { id: tickets.customerId, name: customer.name },
  assigneeId: tickets.assigneeId,
  assigneeName: assignee.name,
  openedBy: tickets.openedBy,
  createdAt: tickets.createdAt,
  updatedAt: tickets.updatedAt,
  closedAt: tickets.closedAt,
};

type Line = Omit<Ticket, "assignee"> & { assigneeId: string | null; assigneeName: string | null };

const asTicket = <L extends Line>({ assigneeId, assigneeName, ...rest }: L) => ({
  ...rest,
  assignee: assigneeId ? { id: assigneeId, name: assigneeName ?? "A former colleague" } : null,
});

export type ListTickets = TicketFilter & {
  sort?: (typeof sorts)[number];
  cursor?: string;
  limit: number;
};

/** A page of the tickets that the filter means, newest (or most urgent) first. */
export async function listTickets(
  viewer: Viewer,
  { sort = "updated", cursor, limit, ...filter }: ListTickets,
): Promise<{ items: Ticket[]; nextCursor: string | null }> {
  authorize(viewer, "ticket.read");
  const { order, after, cursorOf } = sorting(sort, cursor);
  return as(viewer, async (tx) => {
    const rows = await tx
      .select({ ...line, rank: tickets.priorityRank })
      .from(tickets)
      .innerJoin(customer, eq(customer.id, tickets.customerId))
      .leftJoin(assignee, eq(assignee.id, tickets.assigneeId))
      .where(and(await conditions(tx, viewer, filter), after ?? undefined))
      .orderBy(...order)
      .limit(limit + 1);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(({ rank: _, ...row }) => asTicket(row)),
      nextCursor: rows.length > limit && last ? cursorOf(last) : null,
    };
  });
}

type SortKey = { rank: number | null; createdAt: Date; updatedAt: Date; id: string };

/** The order, the rows after the cursor, and the next cursor. `nulls last` is how the indexes are built. */
function sorting(sort: NonNullable<ListTickets["sort"]>, given: string | undefined) {
  const down = (column: SQL | typeof tickets.id | typeof tickets.updatedAt | typeof tickets.priorityRank) =>
    sql`${column} desc nulls last`;
  if (sort === "priority") {
    // "3.<cursor>": the rank goes in front, the rest is the cursor of the list by update.
    const [, rank, rest] = /^([0-3])\.(.+)$/.exec(given ?? "") ?? [];
    if (given && !rest)
      throw new AppError("invalid", "cursor: is not a cursor of this list", {
        fields: { cursor: "is not a cursor of this list" },
      });
    const from = decodeCursor(rest);
    return {
      order: [down(tickets.priorityRank), down(tickets.updatedAt), down(tickets.id)],
      after:
        from &&
        sql`(${tickets.priorityRank}, ${tickets.updatedAt}, ${tickets.id}) < (${rank}::smallint, ${from.at.toISOString()}::timestamptz, ${from.id}::uuid)`,
      cursorOf: (row: SortKey) => `${row.rank}.${encodeCursor({ at: row.updatedAt, id: row.id })}`,
    };
  }
  const column = sort === "created" ? tickets.createdAt : tickets.updatedAt;
  const from = decodeCursor(given);
  return {
    order: [sql`${column} desc nulls last`, down(tickets.id)],
    after:
      from && sql`(${column}, ${tickets.id}) < (${from.at.toISOString()}::timestamptz, ${from.id}::uuid)`,
    cursorOf: (row: SortKey) =>
      encodeCursor({ at: sort === "created" ? row.createdAt : row.updatedAt, id: row.id }),
  };
}

/** Exact counting of a million rows is never asked for: above this, a screen says "1,000+". */
export const COUNT_CAP = 1_000;

export async function countTickets(
  viewer: Viewer,
  filter: TicketFilter,
): Promise<{ count: number; capped: boolean }> {
  authorize(viewer, "ticket.read");
  return as(viewer, async (tx) => {
    const some = tx
      .select({ one: sql`1`.as("one") })
      .from(tickets)
      .where(await conditions(tx, viewer, filter))
      .limit(COUNT_CAP + 1)
      .as("some");
    const [row] = await tx.select({ n: sql<number>`count(*)::int` }).from(some);
    const n = row?.n ?? 0;
    return { count: Math.min(n, COUNT_CAP), capped: n > COUNT_CAP };
  });
}

export const byKey = (key: TicketKey): SQL =>
  typeof key === "number" ? eq(tickets.number, key) : eq(tickets.id, key);

export async function getTicket(viewer: Viewer, key: TicketKey): Promise<TicketFull> {
  authorize(viewer, "ticket.read");
  return as(viewer, (tx) => loadTicket(tx, viewer, byKey(key)));
}

export const getTicketByNumber = (viewer: Viewer, number: number): Promise<TicketFull> =>
  getTicket(viewer, number);

/** One visible ticket inside a transaction; for queries and for the answer of a command. */
export async function loadTicket(tx: Tx, viewer: Viewer, which: SQL): Promise<TicketFull> {
  const [row] = await tx
    .select({ ...line, description: tickets.description })
    .from(tickets)
    .innerJoin(customer, eq(customer.id, tickets.customerId))
    .leftJoin(assignee, eq(assignee.id, tickets.assigneeId))
    .where(and(visible(viewer), which));
  if (!row) throw notFound("Ticket");
  return asTicket(row);
}

/** Comments, oldest first; staff notes are there for staff only. */
export async function listTicketComments(
  viewer: Viewer,
  key: TicketKey,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<{ items: TicketComment[]; nextCursor: string | null }> {
  authorize(viewer, "ticket.read");
  const from = decodeCursor(cursor);
  const me = actorOf(viewer);
  return as(viewer, async (tx) => {
    const [ticket] = await tx
      .select({ id: tickets.id })
      .from(tickets)
      .where(and(visible(viewer), byKey(key)));
    if (!ticket) throw notFound("Ticket");
    const seesNotes = viewer.kind === "staff" || viewer.kind === "system";
    const rows = await tx
      .select({
        id: ticketComments.id,
        authorKind: ticketComments.authorKind,
        authorId: ticketComments.authorId,
        authorName: ticketComments.authorName,
        audience: ticketComments.audience,
        text: ticketComments.text,
        at: ticketComments.createdAt,
      })
      .from(ticketComments)
      .where(
        and(
          eq(ticketComments.ticketId, ticket.id),
          seesNotes ? undefined : eq(ticketComments.audience, "everyone"),
          from
            ? sql`(${ticketComments.createdAt}, ${ticketComments.id}) > (${from.at.toISOString()}::timestamptz, ${from.id}::uuid)`
            : undefined,
        ),
      )
      .orderBy(asc(ticketComments.createdAt), asc(ticketComments.id))
      .limit(limit + 1);
    const page = pageOfRows(rows, limit);
    return {
      items: page.rows.map((row) => ({
        id: row.id,
        author: {
          kind: row.authorKind,
          name: row.authorName,
          isMe: row.authorId !== null && row.authorId === me.actorId,
        },
        audience: row.audience,
        text: row.text,
        createdAt: row.at,
      })),
      nextCursor: page.nextCursor,
    };
  });
}

/** The newest tickets of one customer that still need something; for panels and for the assistant. */
export async function listOpenTickets(viewer: Viewer, customerId: string, limit: number): Promise<Ticket[]> {
  authorize(viewer, "ticket.read");
  const { items } = await listTickets(viewer, { customerId, status: ["open", "pending"], limit });
  return items;
}

/** For commands: the row itself, locked, if the viewer may see it. */
export async function lockTicket(tx: Tx, viewer: Viewer, which: SQL) {
  const [row] = await tx
    .select({
      id: tickets.id,
      number: tickets.number,
      conversationId: tickets.conversationId,
      customerId: tickets.customerId,
      status: tickets.status,
      priority: tickets.priority,
      category: tickets.category,
      assigneeId: tickets.assigneeId,
      tags: tickets.tags,
    })
    .from(tickets)
    .where(and(visible(viewer), which))
    .for("update");
  if (!row) throw notFound("Ticket");
  return row;
}
export type LockedTicket = Awaited<ReturnType<typeof lockTicket>>;
