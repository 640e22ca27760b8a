/**
 * Reads back, from a text of the assistant, the request that it asks about. Only needed where no state was stored: after
 * a text of another model, or in a conversation that is older than the stored state. Pure.
 */
import {
  ASK_FIELD,
  ASK_ORDER,
  ASK_SUBJECT,
  CONFIRM_PROFILE,
  CONFIRM_REFUND,
  CONFIRM_TICKET,
  EVERYTHING,
  FIELDS,
  NUMBER_QUESTIONS,
} from "./asking";
import {
  FIELD_LABELS,
  newTicket,
  type ProfileChanges,
  type ProfileRequest,
  type RefundRequest,
  type Request,
  type TicketAction,
  type TicketChange,
  type TicketRequest,
} from "./pending";
import * as slots from "./slots";

/** The request that an earlier text of the assistant asks about, or null. Reads the last such question in it. */
export function readAsk(text: string): Request | null {
  return readTicket(text) ?? readProfile(text) ?? readRefund(text) ?? readChange(text);
}

function row(text: string, label: string): string {
  const at = text.lastIndexOf(`- **${label}:** `);
  if (at < 0) return "";
  return (text.slice(at).split("\n")[0] ?? "").slice(`- **${label}:** `.length).trim();
}

function readTicket(text: string): TicketRequest | null {
  const start = text.lastIndexOf(CONFIRM_TICKET);
  if (start >= 0) {
    const shown = text.slice(start);
    const priority = slots.priorityWord(row(shown, "Priority")) ?? "medium";
    const [subject, description, category] = [
      row(shown, "Subject"),
      row(shown, "Description"),
      row(shown, "Category"),
    ];
    return {
      kind: "create_ticket",
      asked: "confirm",
      subject,
      description,
      priority,
      category: category || "general",
    };
  }
  const described = /Please describe “(.*)” for the ticket: what happens, and since when\?/.exec(text);
  if (described) return newTicket({ asked: "description", subject: described[1] ?? "" });
  return text.includes(ASK_SUBJECT) ? newTicket({}) : null;
}

function readProfile(text: string): ProfileRequest | null {
  const start = text.lastIndexOf(CONFIRM_PROFILE);
  if (start >= 0) {
    const changes: ProfileChanges = {};
    for (const field of FIELDS) {
      const value = row(text.slice(start), `New ${FIELD_LABELS[field]}`);
      const tag = field === "language" ? /\(([\w-]+)\)$/.exec(value)?.[1] : undefined;
      if (value) changes[field] = tag ?? value;
    }
    return { kind: "update_profile", asked: "confirm", field: null, changes };
  }
  const field = FIELDS.find((name) => text.includes(`What is your new ${FIELD_LABELS[name]}?`));
  if (field) return { kind: "update_profile", asked: "value", field, changes: {} };
  return text.includes(ASK_FIELD)
    ? { kind: "update_profile", asked: "field", field: null, changes: {} }
    : null;
}

function readChange(text: string): TicketChange | null {
  const change = (
    asked: TicketChange["asked"],
    action: TicketAction,
    number: number | null,
    value = "",
  ): TicketChange => ({
    kind: "update_ticket",
    asked,
    action,
    number,
    value,
  });
  for (const action of Object.keys(NUMBER_QUESTIONS) as TicketAction[]) {
    if (text.includes(NUMBER_QUESTIONS[action]))
      return change("number", action, null, row(text, "Comment") || row(text, "Priority"));
  }
  const comment = /What shall I add to ticket #(\d+)\?/.exec(text);
  if (comment) return change("comment", "comment", Number(comment[1]));
  const commented = /Shall I add this comment to ticket #(\d+)\?/.exec(text);
  if (commented) return change("confirm", "comment", Number(commented[1]), row(text, "Comment"));
  const ranked = /Shall I set the priority of ticket #(\d+) to (low|medium|high|urgent)\?/.exec(text);
  if (ranked) return change("confirm", "priority", Number(ranked[1]), ranked[2]);
  const plain = /Shall I (close|reopen) ticket #(\d+)\?/.exec(text);
  return plain ? change("confirm", plain[1] as TicketAction, Number(plain[2])) : null;
}

function readRefund(text: string): RefundRequest | null {
  const refund = (asked: RefundRequest["asked"], known: Partial<RefundRequest> = {}): RefundRequest => ({
    kind: "request_refund",
    order: null,
    amount: null,
    reason: "",
    ...known,
    asked,
  });
  const start = text.lastIndexOf(CONFIRM_REFUND);
  if (start >= 0) {
    const amount = row(text.slice(start), "Amount");
    return refund("confirm", {
      order: row(text.slice(start), "Order") || null,
      amount: amount === EVERYTHING || !/^\d/.test(amount) ? null : amount,
      reason: row(text.slice(start), "Reason"),
    });
  }
  const why = /Why would you like a refund for order (\S{1,40})\?/.exec(text);
  if (why) return refund("reason", { order: why[1] ?? null });
  return text.includes(ASK_ORDER) ? refund("order") : null;
}
