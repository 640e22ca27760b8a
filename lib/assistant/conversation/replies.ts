/**
 * What a customer's reply means for the request that was asked about: a value, a correction, a yes, a no, or something
 * else altogether. Pure.
 */
import { isConsent, isOwnVerb } from "./consent";
import type { IntentReading } from "./intents";
import {
  clip,
  fieldNamed,
  nextRefund,
  type ProfileField,
  type ProfileRequest,
  type RefundRequest,
  type Request,
  readChanges,
  type TicketChange,
  type TicketRequest,
} from "./pending";
import * as slots from "./slots";
import { fold, words } from "./text";

export type Reply =
  | { kind: "next"; request: Request }
  | { kind: "confirmed"; request: Request }
  | { kind: "cancelled" }
  | { kind: "interrupted" }
  | { kind: "unclear" };

const ABORT =
  /^(?:(?:no|ok|okay|oh|actually|please|well),? )*(?:cancel(?: (?:it|that|this|the ticket|the request|everything))?|never ?mind|forget (?:it|about it|that)|stop|leave it|drop it|abort|don'?t (?:bother|do (?:it|that)|open (?:it|a ticket|one))|i changed my mind)(?:[,.! ]+(?:thanks|thank you|please))?[.! ]*$/;
const QUESTION_FORM =
  /^(?:(?:and|but|wait|oh|first|before that|by the way|btw),? )*(?:how|what|where|when|who|why|which|can i|do you|does|is there|are there|is the|are the|could you tell)\b/;

const COMMAND =
  /^(?:(?:actually|no|wait|first|and|but|oh|please|ok|okay|then|can you|could you|before that)[,:]? )*(?:show|list|check|track|look up|find|close|re-?open|refund|cancel|open (?:a|another)|change my|update my|i (?:want|need|would like|'d like)|i'd like)\b/;
/** What a message is when it is an act of its own, and the request that it would be a part of. */
const ACTS: Readonly<Record<string, Request["kind"] | null>> = {
  order_status: null,
  ticket_status: null,
  account_info: null,
  product_search: null,
  cancel_request: null,
  refund_status: null,
  create_ticket: "create_ticket",
  update_ticket: "update_ticket",
  update_profile: "update_profile",
  change_address: "update_profile",
  refund_request: "request_refund",
};
const SURELY = 0.6;
const VERY_SURELY = 0.75;

/** "Show my tickets", "actually, close #12": said outright, and no part of what is being asked about. */
function isOtherAct(request: Request, folded: string, { intent, confidence }: IntentReading): boolean {
  const kind = ACTS[intent];
  return kind !== undefined && kind !== request.kind && confidence >= SURELY && COMMAND.test(folded);
}

/** What a customer's reply means for the request that was asked about. */
export function interpret(request: Request, message: string, reading: IntentReading): Reply {
  const folded = fold(message);
  if (ABORT.test(folded)) return { kind: "cancelled" };
  if (isOtherAct(request, folded, reading)) return { kind: "interrupted" };
  const isQuestion = (QUESTION_FORM.test(folded) || /\?\s*$/.test(message)) && words(message).length <= 30;
  if (isQuestion && !(request.asked === "confirm" && isCorrection(folded))) return { kind: "interrupted" };
  if (request.asked === "confirm") return atConfirmation(request, message, reading);
  if (reading.intent === "deny" && reading.confidence > 0.8 && words(message).length <= 3)
    return { kind: "cancelled" };
  const filled = fill(request, message);
  return filled.kind === "unclear" && isAbout(request, reading) ? { kind: "interrupted" } : filled;
}

function fill(request: Request, message: string): Reply {
  if (request.kind === "create_ticket") return { kind: "next", request: fillTicket(request, message) };
  if (request.kind === "update_profile") return fillProfile(request, message);
  return request.kind === "request_refund" ? fillRefund(request, message) : fillChange(request, message);
}

/** What answers nothing that was asked, and is surely about something else. */
function isAbout(request: Request, { intent, confidence }: IntentReading): boolean {
  const isOther = intent === "complaint" || (ACTS[intent] !== undefined && ACTS[intent] !== request.kind);
  return isOther && confidence >= VERY_SURELY;
}

function fillRefund(request: RefundRequest, message: string): Reply {
  const bare = /^\s*(?:it'?s |it is |number |order )?#?([A-Z]{0,5}-?\d{3,9})\b/i.exec(message)?.[1];
  const order =
    slots.orderNumber(message) ?? (request.asked === "order" ? (request.order ?? bare ?? null) : null);
  const amount = slots.amount(message) ?? request.amount;
  if (request.asked === "order") {
    if (!order) return { kind: "unclear" };
    const reason = clip(slots.reason(message) ?? request.reason);
    return { kind: "next", request: nextRefund({ ...request, order, amount, reason }) };
  }
  if (order && message.trim().length <= 30)
    return { kind: "next", request: nextRefund({ ...request, order }) };
  if (isConsent(message) || !/\p{L}{3}/u.test(message)) return { kind: "unclear" };
  return { kind: "next", request: nextRefund({ ...request, amount, reason: clip(message) }) };
}

function isCorrection(folded: string): boolean {
  return /\b(?:make it|set (?:it|the)|change (?:it|the)|can you (?:make|change|set)|instead)\b/.test(folded);
}

function atConfirmation(request: Request, message: string, reading: IntentReading): Reply {
  const corrected = correct(request, message);
  if (corrected) return { kind: "next", request: corrected };
  if (isConsent(message))
    return isOwnVerb(request, message) ? { kind: "confirmed", request } : { kind: "unclear" };
  if (/^(?:no|nope|nah)\b/.test(fold(message)) || (reading.intent === "deny" && reading.confidence > 0.6))
    return { kind: "cancelled" };
  if (["greeting", "thanks", "closing"].includes(reading.intent)) return { kind: "unclear" };
  if (request.kind === "create_ticket" && words(message).length >= 4) {
    return { kind: "next", request: { ...request, description: clip(`${request.description} ${message}`) } };
  }
  return { kind: "unclear" };
}

/** "the subject should be …", "make it urgent", "category billing", "no, +44 …". */
function correct(request: Request, message: string): Request | null {
  if (request.kind === "update_profile") {
    const found = readChanges(message);
    const [only] = Object.keys(request.changes);
    if (Object.keys(found).length === 0 && only === "address") {
      const said = message
        .trim()
        .replace(/^(?:no[,.]?|sorry[,.]?|it'?s|it is|should be|rather|i mean(?:t)?|\s)+/i, "");
      const address = slots.bareAddress(said);
      if (address) found.address = address;
    }
    if (Object.keys(found).length === 0 && only === "name") {
      const name = /^(?:no[,.]?|it'?s|it is|should be|\s)+([\p{Lu}].{1,60})$/u.exec(message.trim())?.[1];
      if (name) found.name = name;
    }
    return Object.keys(found).length > 0 ? { ...request, changes: { ...request.changes, ...found } } : null;
  }
  if (request.kind === "request_refund") return correctRefund(request, message);
  if (request.kind === "update_ticket") {
    const number = slots.ticketNumber(message);
    const priority = request.action === "priority" ? slots.priorityWord(message) : null;
    if (number === null && !priority) return null;
    return { ...request, number: number ?? request.number, value: priority ?? request.value };
  }
  const named =
    /\b(subject|title|description|priority|category)\b(?:\s+(?:to|is|as|into|should be|should say|must be)|\s*:)?\s+(\S[\s\S]*)$/i.exec(
      message,
    );
  const field = named?.[1]?.toLowerCase();
  const value = named?.[2]?.replace(/^["“”']|["“”'.]+$/g, "").trim() ?? "";
  if (field === "subject" || field === "title") return { ...request, subject: slots.subjectOf(value) };
  if (field === "description") return { ...request, description: clip(value) };
  if (field === "category") {
    const named = slots.CATEGORY_NAMES.find((name) => fold(value).includes(name));
    return { ...request, category: named ?? slots.category(value) ?? request.category };
  }
  const wantsPriority =
    field === "priority" || /\b(?:make|set|change|mark) it\b/i.test(message) || words(message).length <= 4;
  const priority = wantsPriority ? (slots.priorityWord(message) ?? null) : null;
  return priority ? { ...request, priority } : null;
}

function correctRefund(request: RefundRequest, message: string): RefundRequest | null {
  const order = slots.orderNumber(message);
  const amount = slots.amount(message);
  const isWhole = /\b(?:everything|all of it|the whole|full (?:amount|refund|price)|in full)\b/.test(
    fold(message),
  );
  const reason = /\breason\b(?:\s+(?:is|should be|to)|\s*:)?\s+(\S[\s\S]*)$/i.exec(message)?.[1];
  if (!order && !amount && !isWhole && !reason) return null;
  return {
    ...request,
    order: order ?? request.order,
    amount: isWhole ? null : (amount ?? request.amount),
    reason: reason ? clip(reason) : request.reason,
  };
}

function fillTicket(request: TicketRequest, message: string): TicketRequest {
  const priority = slots.priority(message) ?? request.priority;
  if (request.asked === "subject") {
    const said = slots.matter(message) || message.trim();
    const isLong = words(said).length >= 9 || said.length > slots.SUBJECT_LIMIT;
    const category = slots.category(said) ?? request.category;
    return {
      ...request,
      priority,
      category,
      subject: slots.subjectOf(said),
      description: isLong ? clip(said) : "",
      asked: isLong ? "confirm" : "description",
    };
  }
  const category = slots.category(`${request.subject} ${message}`) ?? request.category;
  // A bare "yes" describes nothing: what was said before is all there is.
  const described = isConsent(message) ? request.subject : message;
  return { ...request, priority, category, description: clip(described), asked: "confirm" };
}

function fillProfile(request: ProfileRequest, message: string): Reply {
  const changes = readChanges(message);
  const field = request.asked === "field" ? fieldNamed(message) : request.field;
  if (Object.keys(changes).length === 0 && request.asked === "value" && field) {
    const value = bareValue(field, message);
    if (value) changes[field] = value;
  }
  if (Object.keys(changes).length > 0)
    return { kind: "next", request: { ...request, asked: "confirm", field: null, changes } };
  return field && request.asked === "field"
    ? { kind: "next", request: { ...request, asked: "value", field } }
    : { kind: "unclear" };
}

function bareValue(field: ProfileField, message: string): string | null {
  if (field === "phone") return slots.phone(message);
  if (field === "language") return slots.language(message);
  if (field === "contact_method") return slots.contactMethod(message);
  if (field === "time_zone") return slots.timeZone(message);
  if (field === "address") return slots.bareAddress(message);
  const name = message.trim().replace(/[.!]+$/, "");
  return name.length <= 80 && words(name).length <= 6 && /\p{L}/u.test(name) ? name : null;
}

function fillChange(request: TicketChange, message: string): Reply {
  if (request.asked === "comment")
    return { kind: "next", request: { ...request, value: clip(message), asked: "confirm" } };
  const bare = /^\s*(?:it'?s |it is |number )?#?(\d{1,9})\b/i.exec(message)?.[1];
  // A choice from the list that was shown comes with its number.
  const number = slots.ticketNumber(message) ?? request.number ?? (bare ? Number(bare) : null);
  if (number === null) return { kind: "unclear" };
  const asked = request.action === "comment" && !request.value ? "comment" : "confirm";
  return { kind: "next", request: { ...request, number, asked } };
}
