/** Whether somebody of the team has done anything with a ticket, notes that its customer cannot see included. */
import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { as } from "@/db/client";
import { events } from "@/db/schema/conversations";
import { tickets } from "@/db/schema/tickets";
import { systemViewer } from "@/lib/auth/viewer";

const system = systemViewer("undo");

/** `at`: the ticket's last change that this has seen; whoever acts on it checks, under its lock, that it still is. */
export async function wasTakenUp(ticketId: string): Promise<{ taken: boolean; at: Date | null }> {
  return as(system, async (tx) => {
    const [ticket] = await tx
      .select({ at: tickets.updatedAt, assigneeId: tickets.assigneeId })
      .from(tickets)
      .where(eq(tickets.id, ticketId));
    const [act] = await tx
      .select({ one: sql<number>`1` })
      .from(events)
      .where(
        and(eq(events.subjectType, "ticket"), eq(events.subjectId, ticketId), eq(events.actorKind, "staff")),
      )
      .limit(1);
    return { taken: act !== undefined || ticket?.assigneeId != null, at: ticket?.at ?? null };
  });
}
