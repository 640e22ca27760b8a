/** What became of a ticket after it was opened: who took it, what was said on it, how far it has come. */
import type { events } from "@/db/schema/conversations";
import type { ticketComments } from "@/db/schema/tickets";
import type { Category } from "./dialogues/script";
import type { Person } from "./ledger";
import { idOf, type Random } from "./random";
import type { TicketRow } from "./tickets";

export type CommentRow = typeof ticketComments.$inferInsert;
type EventRow = typeof events.$inferInsert;
type Audience = "everyone" | "staff";

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

export type Circumstances = {
  /** Whether its conversation is resolved, since when, and who holds it. */
  resolved: boolean;
  endedAt: Date;
  ownerId: string | null;
  agents: readonly Person[];
  now: Date;
  random: Random;
  /** Overrides chance where the demo depends on the outcome. */
  fixed: "open" | "closed" | undefined;
};

/** Brings the ticket to where it stands now (in place); answers what was written on the way. */
export function follow(
  ticket: TicketRow,
  around: Circumstances,
): { comments: CommentRow[]; events: EventRow[] } {
  const { random, now, endedAt, resolved, fixed } = around;
  const known = around.agents.find((agent) => agent.id === (ticket.assigneeId ?? around.ownerId));
  const story = new TicketStory(ticket, known ?? random.pick(around.agents));
  const doneAt = new Date(endedAt.getTime() + random.between(1, 70) * HOUR);
  const recent = now.getTime() - endedAt.getTime() < 240 * HOUR;
  const unfinished = !fixed && random.chance(recent ? 0.4 : 0.03);
  if (fixed === "open" || !resolved || doneAt > now || unfinished) stillOpen(story, around);
  else finished(story, doneAt, around);
  return story;
}

function stillOpen(story: TicketStory, { now, random, ownerId, resolved, fixed }: Circumstances): void {
  const opened = story.ticket.createdAt.getTime();
  const at = new Date(opened + Math.round((now.getTime() - opened) * 0.6));
  // What waits in the queue is nobody's yet.
  if (ownerId || (resolved && (fixed === "open" || random.chance(0.7)))) story.assign(at);
  if (fixed === "open" || !story.ticket.assigneeId || !random.chance(0.45)) return;
  story.comment(random.pick(internal), "staff", at);
  story.turn("pending", at);
}

function finished(story: TicketStory, doneAt: Date, { now, random, fixed }: Circumstances): void {
  story.assign(new Date(doneAt.getTime() - 0.6 * HOUR));
  if (random.chance(0.35))
    story.comment(random.pick(internal), "staff", new Date(doneAt.getTime() - 0.5 * HOUR));
  if (random.chance(0.65)) {
    const said = progress[story.ticket.category as Category] ?? progress.general;
    story.comment(random.pick(said), "everyone", doneAt);
  }
  story.turn("resolved", doneAt);
  const closedAt = new Date(doneAt.getTime() + random.between(20, 110) * HOUR);
  if (closedAt < now && (fixed === "closed" || random.chance(0.8))) story.turn("closed", closedAt);
}

class TicketStory {
  readonly comments: CommentRow[] = [];
  readonly events: EventRow[] = [];
  readonly ticket: TicketRow;
  private readonly handler: Person;

  constructor(ticket: TicketRow, handler: Person) {
    this.ticket = ticket;
    this.handler = handler;
  }

  assign(at: Date): void {
    if (this.ticket.assigneeId) return;
    this.ticket.assigneeId = this.handler.id;
    this.ticket.updatedAt = at;
    this.event("ticket.assigned", { from: null, to: this.handler.id }, at);
  }

  turn(status: "pending" | "resolved" | "closed", at: Date): void {
    this.event("ticket.status_changed", { from: this.ticket.status, to: status }, at);
    this.ticket.status = status;
    this.ticket.updatedAt = at;
    if (status === "closed") this.ticket.closedAt = at;
  }

  comment(text: string, audience: Audience, at: Date): void {
    const id = idOf(`comment:${this.ticket.id}:${this.comments.length}`);
    this.comments.push({
      id,
      ticketId: this.ticket.id,
      customerId: this.ticket.customerId,
      authorKind: "staff",
      authorId: this.handler.id,
      authorName: this.handler.name,
      audience,
      text,
      createdAt: at,
    });
    this.event("ticket.commented", { commentId: id }, at, audience);
  }

  private event(
    type: string,
    data: Record<string, unknown>,
    at: Date,
    audience: Audience = "everyone",
  ): void {
    this.events.push({
      conversationId: this.ticket.conversationId,
      type,
      audience,
      customerId: this.ticket.customerId,
      actorKind: "staff",
      actorId: this.handler.id,
      subjectType: "ticket",
      subjectId: this.ticket.id,
      data: { number: this.ticket.number, ...data },
      createdAt: at,
    });
  }
}
