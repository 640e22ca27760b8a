/**
 * Puts things back as they were, inside the transaction that marks the effect as undone. Whoever wrote to them after
 * the assistant wins: then it is refused, in words that say what to do instead.
 */
import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { memoryFacts } from "@/db/schema/memory";
import { customers, users } from "@/db/schema/people";
import { tickets } from "@/db/schema/tickets";
import { refunds } from "@/db/schema/tools";
import { recordEvent } from "@/lib/audit/record";
import type { CustomerViewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/core/errors";
import { loadCustomer } from "@/lib/customers/queries";
import { lockTicket } from "@/lib/tickets/queries";
import { writePatch } from "@/lib/tickets/write";
import type { Undoing } from "./undo";

type Of<K extends Undoing["kind"]> = Extract<Undoing, { kind: K }>;

const changed = (what: string) =>
  new AppError("conflict", `${what} has changed since, so this cannot be taken back any more.`);

/** The tag of tickets that were taken back before anybody had seen to them. */
const WITHDRAWN = "withdrawn";

export async function withdrawTicket(
  tx: Tx,
  viewer: CustomerViewer,
  ticketId: string,
  seen: { taken: boolean; at: Date | null } | null,
): Promise<void> {
  const ticket = await lockTicket(tx, viewer, eq(tickets.id, ticketId));
  if (ticket.status === "closed")
    throw new AppError("conflict", `Ticket #${ticket.number} is closed already.`);
  const [now] = await tx.select({ at: tickets.updatedAt }).from(tickets).where(eq(tickets.id, ticketId));
  if (!seen || seen.taken || seen.at?.getTime() !== now?.at.getTime())
    throw new AppError(
      "conflict",
      `Somebody is working on ticket #${ticket.number} already. You can close it on its page.`,
    );
  await writePatch(tx, viewer, ticket, { status: "closed", tags: [...ticket.tags, WITHDRAWN] }, null);
}

export async function restoreTicket(
  tx: Tx,
  viewer: CustomerViewer,
  { ticketId, before, after }: Of<"ticket.changed">,
): Promise<void> {
  const ticket = await lockTicket(tx, viewer, eq(tickets.id, ticketId));
  const isSame =
    (after.status === undefined || after.status === ticket.status) &&
    (after.priority === undefined || after.priority === ticket.priority);
  if (!isSame) throw changed(`Ticket #${ticket.number}`);
  await writePatch(tx, viewer, ticket, before, null);
}

export async function restoreProfile(
  tx: Tx,
  viewer: CustomerViewer,
  { before, after }: Of<"profile.changed">,
): Promise<void> {
  const id = viewer.userId;
  await tx.select({ id: customers.userId }).from(customers).where(eq(customers.userId, id)).for("update");
  const now = await loadCustomer(tx, viewer, id);
  const fields = Object.keys(after) as (keyof typeof after)[];
  if (fields.some((field) => now[field] !== after[field])) throw changed("Your profile");
  const { name, ...rest } = before;
  if (name !== undefined) await tx.update(users).set({ name }).where(eq(users.id, id));
  await tx
    .update(customers)
    .set({ ...rest, updatedAt: sql`clock_timestamp()` })
    .where(eq(customers.userId, id));
  await recordEvent(tx, viewer, {
    type: "customer.profile_updated",
    customerId: id,
    subject: { type: "customer", id },
    data: { fields },
  });
}

export async function withdrawRefund(tx: Tx, viewer: CustomerViewer, refundId: string): Promise<void> {
  // In line with whoever grants another one.
  await tx
    .select({ id: customers.userId })
    .from(customers)
    .where(eq(customers.userId, viewer.userId))
    .for("update");
  // A paid one is nobody's to change any more: row security keeps it from this statement as well.
  const [taken] = await tx
    .update(refunds)
    .set({ state: "withdrawn" })
    .where(and(eq(refunds.id, refundId), eq(refunds.state, "granted")))
    .returning({ amountCents: refunds.amountCents, conversationId: refunds.conversationId });
  if (!taken)
    throw new AppError(
      "conflict",
      "The refund is being paid out already, so it cannot be taken back any more.",
    );
  await recordEvent(tx, viewer, {
    type: "refund.withdrawn",
    conversationId: taken.conversationId,
    customerId: viewer.userId,
    subject: { type: "refund", id: refundId },
    data: { amountCents: taken.amountCents },
  });
}

export async function forgetFact(tx: Tx, viewer: CustomerViewer, factId: string): Promise<void> {
  const [forgotten] = await tx
    .delete(memoryFacts)
    .where(and(eq(memoryFacts.id, factId), eq(memoryFacts.customerId, viewer.userId)))
    .returning({ id: memoryFacts.id });
  if (!forgotten) throw new AppError("conflict", "This is not remembered any more.");
  await recordEvent(tx, viewer, {
    type: "memory.fact_forgotten",
    customerId: viewer.userId,
    subject: { type: "customer", id: viewer.userId },
    data: { fact: factId },
  });
}
