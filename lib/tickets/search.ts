/**
 * Which rows a filter means: the one translation of {@link TicketFilter} into conditions, shared by list,
 * count and whatever else must mean exactly what the screen shows.
 */
import "server-only";
import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tickets } from "@/db/schema/tickets";
import type { Viewer } from "@/lib/auth/viewer";
import { clean } from "@/lib/core/text";
import { priorities, type TicketFilter, ticketNumberOf } from "./schema";

/** Up to here a word search fetches all matches first; above, walking the list in its order is faster. */
const FEW = 1_000;

/** The rows that `viewer` may know of. The database says the same once more. */
export function visible(viewer: Viewer): SQL | undefined {
  switch (viewer.kind) {
    case "customer":
      return eq(tickets.customerId, viewer.userId);
    case "assistant":
      return eq(tickets.customerId, viewer.customerId);
    case "visitor":
      return sql`false`;
    case "staff":
    case "system":
      return undefined;
  }
}

export async function conditions(tx: Tx, viewer: Viewer, filter: TicketFilter): Promise<SQL | undefined> {
  return and(
    visible(viewer),
    filter.status?.length ? inArray(tickets.status, filter.status) : undefined,
    filter.priority?.length
      ? inArray(
          tickets.priorityRank,
          filter.priority.map((priority) => priorities.indexOf(priority)),
        )
      : undefined,
    filter.category ? eq(tickets.category, filter.category) : undefined,
    filter.customerId ? eq(tickets.customerId, filter.customerId) : undefined,
    filter.conversationId ? eq(tickets.conversationId, filter.conversationId) : undefined,
    assignedTo(viewer, filter.assignee),
    await matching(tx, viewer, filter),
  );
}

function assignedTo(viewer: Viewer, assignee: TicketFilter["assignee"]): SQL | undefined {
  if (!assignee) return undefined;
  if (assignee === "none") return isNull(tickets.assigneeId);
  if (assignee !== "me") return eq(tickets.assigneeId, assignee);
  return viewer.kind === "staff" ? eq(tickets.assigneeId, viewer.userId) : sql`false`;
}

/**
 * Neither plan suits all words: rare ones are fetched through the index of words, common ones are met soon
 * on the way down the list. The probe costs milliseconds and decides; the planner, left alone, has chosen
 * seconds.
 */
async function matching(tx: Tx, viewer: Viewer, filter: TicketFilter): Promise<SQL | undefined> {
  const q = clean(filter.q ?? "");
  if (!q) return undefined;
  const number = ticketNumberOf(q);
  if (number !== null) return eq(tickets.number, number);
  const query = sql`websearch_to_tsquery('english', ${q})`;
  const walk = sql`${tickets.words} @@ ${query}`;
  // One customer's tickets are few, and their own index finds them.
  if (viewer.kind !== "staff" || filter.customerId || filter.conversationId) return walk;
  const [probe] = await tx.execute<{ n: number }>(
    sql`select count(*)::int as n from baton_ticket_matches(${query}, ${FEW + 1})`,
  );
  return (probe?.n ?? 0) > FEW
    ? walk
    : sql`${tickets.id} in (select hit from baton_ticket_matches(${query}, ${FEW + 1}) as hit)`;
}
