/**
 * The questions by which a pending request goes on. Each shows all that is known, so that the customer agrees to what
 * they see, and `readAsk(ask(request))` gives the request back where no state was stored. Pure.
 */
import {
  FIELD_LABELS,
  type ProfileField,
  type ProfileRequest,
  type RefundRequest,
  type Request,
  type TicketAction,
  type TicketChange,
  type TicketRequest,
} from "./pending";

export const FIELDS = Object.keys(FIELD_LABELS) as ProfileField[];
export const ASK_SUBJECT = "What is the ticket about? A short title is enough.";
export const ASK_FIELD =
  "What would you like to change: your name, address, phone number, language, contact method or time zone?";
export const ASK_ORDER = "Which order is the refund for? Please give me its number.";
export const CONFIRM_REFUND = "Shall I request this refund?";
export const EVERYTHING = "everything that was paid";
export const CONFIRM_TICKET = "Shall I open a ticket with this?";
export const CONFIRM_PROFILE = "Shall I change your profile like this?";
const CONFIRM_END = "Say yes to go ahead, or tell me what to change.";

export const NUMBER_QUESTIONS: Record<TicketAction, string> = {
  close: "Which ticket shall I close? Please give me its number, such as #1042.",
  reopen: "Which ticket shall I reopen? Please give me its number, such as #1042.",
  comment: "Which ticket shall I add your comment to? Please give me its number, such as #1042.",
  priority: "Which ticket's priority shall I change? Please give me its number, such as #1042.",
};

/** The next question to the customer for this request. */
export function ask(request: Request): string {
  if (request.kind === "create_ticket") return askTicket(request);
  if (request.kind === "update_profile") return askProfile(request);
  return request.kind === "request_refund" ? askRefund(request) : askChange(request);
}

/** What a request is called in a line about it. */
export const REQUEST_NAMES: Record<Request["kind"], string> = {
  create_ticket: "ticket",
  update_ticket: "change to your ticket",
  update_profile: "change to your profile",
  request_refund: "refund request",
};

function askRefund(request: RefundRequest): string {
  if (request.asked === "order" || request.order === null) return ASK_ORDER;
  const rows = [
    `- **Order:** ${line(request.order)}`,
    `- **Amount:** ${request.amount ?? EVERYTHING}`,
    ...(request.reason ? [`- **Reason:** ${line(request.reason)}`] : []),
  ];
  if (request.asked === "reason")
    return `Why would you like a refund for order ${line(request.order)}? A few words are enough.`;
  return [CONFIRM_REFUND, "", ...rows, "", CONFIRM_END].join("\n");
}

function askTicket(request: TicketRequest): string {
  if (request.asked === "subject") return ASK_SUBJECT;
  if (request.asked === "description") {
    return `Please describe “${line(request.subject)}” for the ticket: what happens, and since when?`;
  }
  return [
    CONFIRM_TICKET,
    "",
    `- **Subject:** ${line(request.subject)}`,
    `- **Description:** ${line(request.description)}`,
    `- **Priority:** ${request.priority}`,
    `- **Category:** ${line(request.category)}`,
    "",
    CONFIRM_END,
  ].join("\n");
}

function askProfile(request: ProfileRequest): string {
  if (request.asked === "field") return ASK_FIELD;
  if (request.asked === "value" && request.field)
    return `What is your new ${FIELD_LABELS[request.field]}?${HINTS[request.field] ?? ""}`;
  const rows = FIELDS.flatMap((field) => {
    const value = request.changes[field];
    return value === undefined ? [] : [`- **New ${FIELD_LABELS[field]}:** ${shown(field, value)}`];
  });
  return [CONFIRM_PROFILE, "", ...rows, "", CONFIRM_END].join("\n");
}

/** What a value may look like, where that is not plain. */
const HINTS: Partial<Record<ProfileField, string>> = {
  contact_method: " It can be email or in the portal.",
  time_zone: " Please write it like Europe/Berlin.",
  address: " Please write street, postal code, city and country.",
};

const languageNames = new Intl.DisplayNames(["en"], { type: "language" });

/** A language is shown by name with its tag behind, so that it reads well and can still be read back. */
export function shown(field: ProfileField, value: string): string {
  if (field !== "language" || !/^[a-z]{2,3}(?:-[a-z]{2,4})?$/i.test(value)) return line(value);
  return `${languageNames.of(value) ?? value} (${value})`;
}

function askChange(request: TicketChange): string {
  if (request.asked === "number" || request.number === null) {
    const known = request.value
      ? `\n\n- **${request.action === "comment" ? "Comment" : "Priority"}:** ${line(request.value)}`
      : "";
    return NUMBER_QUESTIONS[request.action] + known;
  }
  if (request.asked === "comment") return `What shall I add to ticket #${request.number}?`;
  if (request.action === "comment")
    return `Shall I add this comment to ticket #${request.number}?\n\n- **Comment:** ${line(request.value)}`;
  if (request.action === "priority")
    return `Shall I set the priority of ticket #${request.number} to ${request.value}?`;
  return `Shall I ${request.action} ticket #${request.number}?`;
}

/** One line, free of the marks that give our own questions their shape. */
function line(value: string): string {
  return value
    .replace(/\s+/g, " ")
    .replace(/\*\*|\[\[|\]\]/g, "")
    .trim();
}
