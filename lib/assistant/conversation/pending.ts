/**
 * Requests that need several messages: opening a ticket, changing the profile or a ticket, asking for a refund. Their
 * shapes, and how each begins from what the customer already said. How they are asked about is `asking`'s part, what a reply means
 * `replies`'. Pure.
 */
import * as slots from "./slots";
import { fold, words } from "./text";

export type ProfileField = "name" | "phone" | "language" | "contact_method" | "time_zone" | "address";
export type ProfileChanges = Partial<Record<ProfileField, string>>;

export interface TicketRequest {
  kind: "create_ticket";
  asked: "subject" | "description" | "confirm";
  subject: string;
  description: string;
  priority: slots.Priority;
  category: string;
}

export interface ProfileRequest {
  kind: "update_profile";
  asked: "field" | "value" | "confirm";
  field: ProfileField | null;
  changes: ProfileChanges;
}

export type TicketAction = "close" | "reopen" | "comment" | "priority";

export interface TicketChange {
  kind: "update_ticket";
  asked: "number" | "comment" | "confirm";
  action: TicketAction;
  number: number | null;
  /** The comment, or the priority's name. */
  value: string;
}

export interface RefundRequest {
  kind: "request_refund";
  asked: "order" | "reason" | "confirm";
  order: string | null;
  /** A decimal number such as `20.00`; null for everything that was paid. */
  amount: string | null;
  reason: string;
}

export type Request = TicketRequest | ProfileRequest | TicketChange | RefundRequest;

/** Unanswered for longer than this, a request is begun again rather than carried out. */
export const EXPIRES_AFTER_MINUTES = 30;

export const FIELD_LABELS: Record<ProfileField, string> = {
  name: "name",
  phone: "phone number",
  language: "language",
  contact_method: "contact method",
  time_zone: "time zone",
  address: "address",
};

export function newTicket(known: Partial<Omit<TicketRequest, "kind">>): TicketRequest {
  return {
    kind: "create_ticket",
    asked: "subject",
    subject: "",
    description: "",
    priority: "medium",
    category: "general",
    ...known,
  };
}

/** Starts a ticket from what the customer already said; asks only for what is missing. */
export function startTicket(message: string, about = ""): TicketRequest {
  const said = slots.matter(message) || about;
  const found = {
    priority: slots.priority(message) ?? "medium",
    category: slots.category(said) ?? "general",
  };
  if (!said) return newTicket(found);
  const subject = slots.subjectOf(said);
  const isEnough = words(said).length >= 4;
  return newTicket({
    ...found,
    subject,
    description: isEnough ? clip(said) : "",
    asked: isEnough ? "confirm" : "description",
  });
}

export function startProfile(message: string): ProfileRequest {
  const changes = readChanges(message);
  if (Object.keys(changes).length > 0)
    return { kind: "update_profile", asked: "confirm", field: null, changes };
  const field = fieldNamed(message);
  return { kind: "update_profile", asked: field ? "value" : "field", field, changes: {} };
}

/** @param current a ticket that the conversation was about, used when the message names none. */
export function startChange(message: string, current: number | null): TicketChange {
  const folded = fold(message);
  const number = slots.ticketNumber(message) ?? current;
  const base = { kind: "update_ticket" as const, number };
  if (/\b(?:re-?open|came back|happened again|not solved)\b/.test(folded) && !/:/.test(message)) {
    return { ...base, action: "reopen", value: "", asked: number === null ? "number" : "confirm" };
  }
  const priority =
    slots.priority(message) ?? (/\bpriority\b/.test(folded) ? slots.priorityWord(message) : null);
  if (priority && !/\b(?:comment|note)\b/.test(folded)) {
    return { ...base, action: "priority", value: priority, asked: number === null ? "number" : "confirm" };
  }
  if (/\b(?:close|closed|resolved?|solved|done with)\b/.test(folded)) {
    return { ...base, action: "close", value: "", asked: number === null ? "number" : "confirm" };
  }
  const comment = /[:\u2013]\s*(\S[\s\S]*)$/.exec(message.replace(/https?:\/\//g, ""))?.[1]?.trim() ?? "";
  if (number === null) return { ...base, action: "comment", value: clip(comment), asked: "number" };
  return { ...base, action: "comment", value: clip(comment), asked: comment ? "confirm" : "comment" };
}

/** @param current an order that the conversation was about, used when the message names none. */
export function startRefund(message: string, current: string | null): RefundRequest {
  return nextRefund({
    kind: "request_refund",
    asked: "order",
    order: slots.orderNumber(message) ?? current,
    amount: slots.amount(message),
    reason: clip(slots.reason(message) ?? ""),
  });
}

/** The same request, asking for the first thing that it still lacks. */
export function nextRefund(request: RefundRequest): RefundRequest {
  if (!request.order) return { ...request, asked: "order" };
  return { ...request, asked: request.reason ? "confirm" : "reason" };
}

export function fieldNamed(text: string): ProfileField | null {
  const folded = fold(text);
  if (/\b(?:contact (?:method|me)|contacted|contact preference|reach me)\b/.test(folded))
    return "contact_method";
  if (/\b(?:time ?zone)\b/.test(folded)) return "time_zone";
  if (/\b(?:phone|number|mobile)\b/.test(folded)) return "phone";
  if (/\blanguage\b/.test(folded)) return "language";
  if (/\b(?:(?<!e-?mail )address|moved(?: house)?|new (?:flat|apartment|home))\b/.test(folded))
    return "address";
  return /\bname\b/.test(folded) ? "name" : null;
}

export function readChanges(text: string): ProfileChanges {
  const field = fieldNamed(text);
  const changes: ProfileChanges = {};
  const address = field === "address" ? slots.address(text) : null;
  if (address) changes.address = address;
  // House and postal codes look like the number of a phone.
  const number = field === "address" ? null : slots.phone(text);
  if (number) changes.phone = number;
  const name = slots.personName(text);
  if (name && field === "name") changes.name = name;
  const tag =
    field === "language" || /\b(?:speak|write to me in)\b/i.test(text) ? slots.language(text) : null;
  if (tag) changes.language = tag;
  const zone = slots.timeZone(text);
  if (zone) changes.time_zone = zone;
  const method = field === "contact_method" ? slots.contactMethod(text) : null;
  if (method) changes.contact_method = method;
  return changes;
}

/** A text as one line, within what a ticket may hold. */
export function clip(text: string): string {
  return text.replace(/\s+/g, " ").trim().slice(0, slots.DESCRIPTION_LIMIT);
}
