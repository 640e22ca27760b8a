/** The tickets of a thread: how they open, what is said on them, and how far they have come. */
import type { events } from "@/db/schema/conversations";
import type { ticketComments, tickets } from "@/db/schema/tickets";
import type { Category, Urgency } from "./dialogues/script";
import { idOf, type Random } from "./random";
import type { Person } from "./thread";

export type TicketRow = typeof tickets.$inferInsert & { number: number; createdAt: Date };
export type CommentRow = typeof ticketComments.$inferInsert;
export type OpenTicket = { row: TicketRow; number: number };

type Opening = {
  id: string;
  number: number;
  conversationId: string;
  customer: Person & { organizationId: string | null };
  subject: string;
  description: string;
  category: Category;
  priority: Urgency;
  tags: readonly string[];
  openedBy: "assistant" | "staff";
  assigneeId: string | null;
  at: Date;
};

/** Tickets know fewer categories than the help center. */
const ticketCategory: Partial<Record<Category, Category>> = {
  assembly: "products",
  organizations: "billing",
};

export function ticketOf({ customer, at, tags, ...rest }: Opening): TicketRow {
  return {
    ...rest,
    category: ticketCategory[rest.category] ?? rest.category,
    customerId: customer.id,
    organizationId: customer.organizationId,
    tags: [...tags],
    status: "open",
    createdAt: at,
    updatedAt: at,
  };
}

const HOUR = 3_600_000;

const progress: Partial<Record<Category, readonly string[]>> & { general: readonly string[] } = {
  delivery: [
    "The carrier has confirmed the new date.",
    "The trace is finished: your parcel was found and moves again.",
  ],
  returns: [
    "Your return has arrived and was accepted.",
    "The refund is released; your bank needs 2-5 working days.",
  ],
  warranty: [
    "The part has left our warehouse.",
    "Your claim is accepted. The part leaves within 3 working days.",
  ],
  orders: ["The warehouse has corrected it.", "The missing parts are on their way."],
  billing: [
    "Accounts has corrected it. You find the new document in your account.",
    "The amount is released.",
  ],
  products: ["The fitter has confirmed the appointment.", "The part is on its way to you."],
  general: ["This is finished. Write here if anything is missing.", "Done, with thanks for your patience."],
};
const internal = [
  "Checked with the warehouse, nothing else open.",
  "Second contact about this product this month.",
  "Waiting for the carrier, look again tomorrow.",
  "Customer prefers e-mail.",
];

export type Followed = { comments: CommentRow[]; events: (typeof events.$inferInsert)[] };

/** How far a ticket has come by now, with its comments and the events of that. `fixed` overrides chance. */
export function follow(
  ticket: TicketRow,
  conversation: { resolved: boolean; endedAt: Date; ownerId: string | null },
  agents: readonly Person[],
  now: Date,
  random: Random,
  fixed?: "open" | "closed",
): Followed {
  const comments: CommentRow[] = [];
  const log: Followed["events"] = [];
  const known = ticket.assigneeId ?? conversation.ownerId;
  const handler = agents.find((agent) => agent.id === known) ?? random.pick(agents);
  const comment = (text: string, audience: "everyone" | "staff", at: Date) =>
    comments.push({
      id: idOf(`comment:${ticket.id}:${comments.length}`),
      ticketId: ticket.id,
      customerId: ticket.customerId,
      authorKind: "staff",
      authorId: handler.id,
      authorName: handler.name,
      audience,
      text,
      createdAt: at,
    });
  const event = (type: string, data: Record<string, unknown>, at: Date) =>
    log.push({
      conversationId: ticket.conversationId,
      type,
      customerId: ticket.customerId,
      actorKind: "staff",
      actorId: handler.id,
      subjectType: "ticket",
      subjectId: ticket.id,
      data: { number: ticket.number, ...data },
      createdAt: at,
    });
  const assign = (at: Date) => {
    if (ticket.assigneeId) return;
    ticket.assigneeId = handler.id;
    ticket.updatedAt = at;
    event("ticket.assigned", { from: null, to: handler.id }, at);
  };
  const turn = (status: "pending" | "resolved" | "closed", at: Date) => {
    event("ticket.status_changed", { from: ticket.status, to: status }, at);
    ticket.status = status;
    ticket.updatedAt = at;
  };
  const age = now.getTime() - conversation.endedAt.getTime();
  const doneAt = new Date(conversation.endedAt.getTime() + random.between(1, 70) * HOUR);
  const staysOpen =
    fixed === "open" ||
    !conversation.resolved ||
    doneAt > now ||
    (!fixed && random.chance(age < 240 * HOUR ? 0.4 : 0.03));
  if (staysOpen) {
    const at = new Date(
      ticket.createdAt.getTime() + Math.round((now.getTime() - ticket.createdAt.getTime()) * 0.6),
    );
    // What waits in the queue is nobody's yet.
    if (conversation.ownerId || (conversation.resolved && (fixed === "open" || random.chance(0.7))))
      assign(at);
    if (fixed !== "open" && ticket.assigneeId && random.chance(0.45)) {
      comment(random.pick(internal), "staff", at);
      turn("pending", at);
    }
    return { comments, events: log };
  }
  assign(new Date(doneAt.getTime() - 0.6 * HOUR));
  if (random.chance(0.35)) comment(random.pick(internal), "staff", new Date(doneAt.getTime() - 0.5 * HOUR));
  if (random.chance(0.65)) {
    const said = progress[ticket.category as Category] ?? progress.general;
    comment(random.pick(said), "everyone", doneAt);
  }
  turn("resolved", doneAt);
  const closedAt = new Date(doneAt.getTime() + random.between(20, 110) * HOUR);
  if (closedAt < now && (fixed === "closed" || random.chance(0.8))) {
    turn("closed", closedAt);
    ticket.closedAt = closedAt;
  }
  return { comments, events: log };
}
