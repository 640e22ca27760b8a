/**
 * The state that a conversation's row keeps while a dialogue is played: who holds it, the next number, and
 * the messages and events written so far. What happens is decided in `thread.ts`.
 */
import type { events, messages } from "@/db/schema/conversations";
import { type Act, type Holding, pass } from "@/lib/conversations/lifecycle";
import { idOf } from "./random";

export type Message = typeof messages.$inferInsert;
export type Event = typeof events.$inferInsert;
export type Person = { id: string; name: string };
export type Actor = { kind: "customer" | "assistant" | "staff" | "system"; id: string | null; name: string };

export const ASSISTANT: Actor = { kind: "assistant", id: null, name: "Assistant" };
export const SYSTEM: Actor = { kind: "system", id: null, name: "Baton" };

export class Ledger {
  at: Date;
  protected readonly key: string;
  protected readonly id: string;
  protected readonly customer: Actor & Person;
  protected readonly agent: Actor & Person;
  protected readonly messages: Message[] = [];
  protected readonly events: Event[] = [];
  protected seq = 0;
  protected held: Holding = {
    ownerKind: "assistant",
    ownerId: null,
    status: "open",
    epoch: 1,
    episode: 1,
    awaitingReply: false,
  };
  protected waitingSince: Date | null = null;
  /** The last line that the customer can read. */
  protected last: { at: Date; author: Actor["kind"]; text: string } | null = null;

  constructor(key: string, customer: Person, agent: Person, start: Date) {
    this.key = key;
    this.id = idOf(key);
    this.at = start;
    this.customer = { kind: "customer", id: customer.id, name: customer.name };
    this.agent = { kind: "staff", id: agent.id, name: agent.name };
    this.event(this.customer, "conversation.started", ++this.seq);
  }

  /** One act of the handover table; writes a line and an event when the holding changed. */
  protected change(
    by: Actor,
    act: Act,
    data: Record<string, unknown> = {},
    reason: string | null = null,
  ): void {
    const before = this.held;
    const passed = pass(before, act);
    if (!passed.ok) throw new Error(`${this.key}: ${act.type} refused, ${passed.because}`);
    this.held = { ...before, ...passed.next };
    if (!passed.event) return;
    this.waitingSince = passed.next.ownerKind === "queue" ? (this.waitingSince ?? this.at) : null;
    const holder = (h: Holding) => ({ kind: h.ownerKind, name: h.ownerId ? this.agent.name : null });
    const told = { from: holder(before), to: holder(this.held), by: by.name, reason };
    const seq = ++this.seq;
    this.messages.push({
      conversationId: this.id,
      id: idOf(`${this.key}:message:${seq}`),
      seq,
      customerId: this.customer.id,
      authorKind: "system",
      authorName: by.name,
      kind: "handover",
      text: sentence(passed.event, by.name, told.to.name),
      passed: told,
      createdAt: this.at,
    });
    this.event(by, passed.event, seq, {
      data: {
        epoch: this.held.epoch,
        from: { kind: before.ownerKind, id: before.ownerId },
        to: { kind: this.held.ownerKind, id: this.held.ownerId },
        ...data,
      },
    });
  }

  protected post(by: Actor, text: string, more: Partial<Message> = {}): void {
    const seq = ++this.seq;
    const id = idOf(`${this.key}:message:${seq}`);
    const isNote = more.kind === "note";
    this.messages.push({
      conversationId: this.id,
      id,
      seq,
      customerId: this.customer.id,
      authorKind: by.kind,
      authorId: by.id,
      authorName: by.name,
      text,
      createdAt: this.at,
      ...more,
    });
    if (!isNote) this.last = { at: this.at, author: by.kind, text };
    this.event(by, isNote ? "note.added" : "message.posted", seq, {
      audience: isNote ? "staff" : "everyone",
      subject: { type: "message", id },
      data: more.runId ? { runId: more.runId } : {},
    });
  }

  protected event(
    by: Actor,
    type: string,
    seq: number | null,
    more: {
      audience?: "everyone" | "staff";
      subject?: { type: string; id: string };
      data?: Record<string, unknown>;
    } = {},
  ): void {
    this.events.push({
      conversationId: this.id,
      seq,
      type,
      audience: more.audience ?? "everyone",
      customerId: this.customer.id,
      actorKind: by.kind,
      actorId: by.id,
      subjectType: more.subject?.type ?? null,
      subjectId: more.subject?.id ?? null,
      data: more.data ?? {},
      createdAt: this.at,
    });
  }

  protected waited(): number | null {
    return this.waitingSince ? Math.round((this.at.getTime() - this.waitingSince.getTime()) / 1000) : null;
  }
}

/** The same words as the product's own lines about a change of hands. */
function sentence(event: string, by: string, to: string | null): string {
  switch (event) {
    case "conversation.escalated":
      return "The conversation is waiting for a person.";
    case "conversation.handed_back":
      return `${by} handed the conversation back to the assistant.`;
    case "conversation.resolved":
      return `${by} marked the conversation as resolved.`;
    default:
      return `${to ?? "A person"} is helping now.`;
  }
}
