/**
 * What goes to the queue is tracked: under the ticket that the conversation has open, or a new one. Both run inside the
 * transaction that changes the conversation, whose row it holds.
 */
import "server-only";
import { and, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { HandoverPackage } from "@/db/schema/conversations";
import { customers } from "@/db/schema/people";
import { tickets } from "@/db/schema/tickets";
import { recordEvent } from "@/lib/audit/record";
import { type AssistantViewer, actorOf, type CustomerViewer, type UserViewer } from "@/lib/auth/viewer";
import type { Held } from "@/lib/conversations/hold";
import { newId } from "@/lib/core/ids";

/** The tag by which a ticket that a handover opened is known. */
const TAG = "handover";

/** Answers the number of the ticket. */
export async function trackHandover(
  tx: Tx,
  viewer: CustomerViewer | AssistantViewer,
  held: Held,
  handover: HandoverPackage,
): Promise<number> {
  const [open] = await tx
    .select({ number: tickets.number })
    .from(tickets)
    .where(and(eq(tickets.conversationId, held.id), inArray(tickets.status, ["open", "pending"])))
    .orderBy(desc(tickets.number))
    .limit(1);
  if (open) return open.number;
  const [customer] = await tx
    .select({ organizationId: customers.organizationId })
    .from(customers)
    .where(eq(customers.userId, held.customerId));
  const id = newId();
  const [opened] = await tx
    .insert(tickets)
    .values({
      id,
      conversationId: held.id,
      customerId: held.customerId,
      organizationId: customer?.organizationId ?? null,
      subject: handover.question.replace(/\.$/, ""),
      description: [handover.question, handover.openQuestion].filter(Boolean).join("\n\n"),
      priority: handover.urgency,
      category: "general",
      tags: [TAG, handover.reason.replaceAll("_", "-")],
      openedBy: actorOf(viewer).actorKind,
    })
    .returning({ number: tickets.number });
  if (!opened) throw new Error("a ticket was not opened");
  await recordEvent(tx, viewer, {
    type: "ticket.opened",
    conversationId: held.id,
    customerId: held.customerId,
    subject: { type: "ticket", id },
    data: { number: opened.number, priority: handover.urgency, category: "general" },
  });
  return opened.number;
}

/** With the conversation, what only tracked its handover is resolved too; a ticket that somebody has taken up is not. */
export async function resolveTracked(tx: Tx, viewer: UserViewer, held: Held): Promise<void> {
  const resolved = await tx
    .update(tickets)
    .set({ status: "resolved", updatedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(tickets.conversationId, held.id),
        eq(tickets.status, "open"),
        isNull(tickets.assigneeId),
        sql`${TAG} = any(${tickets.tags})`,
      ),
    )
    .returning({ id: tickets.id, number: tickets.number });
  for (const { id, number } of resolved)
    await recordEvent(tx, viewer, {
      type: "ticket.status_changed",
      conversationId: held.id,
      customerId: held.customerId,
      subject: { type: "ticket", id },
      data: { number, from: "open", to: "resolved" },
    });
}
