/**
 * Requests that need several messages: opening a ticket, changing the profile, changing a ticket. What is still to be
 * asked, how it is asked, and what a reply means. The question that the customer saw carries the request's whole
 * state, so `readAsk(ask(request))` gives the request back: nothing else has to be stored. Pure.
 */
import type { IntentReading } from "./intents";
import * as slots from "./slots";
import { fold, words } from "./text";

export type ProfileField = "name" | "phone" | "language" | "contact_method" | "time_zone";
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

export type Request = TicketRequest | ProfileRequest | TicketChange;

export const FIELD_LABELS: Record<ProfileField, string> = {
  name: "name",
  phone: "phone number",
  language: "language",
  contact_method: "contact method",
  time_zone: "time zone",
};

const FIELDS = Object.keys(FIELD_LABELS) as ProfileField[];
const ASK_SUBJECT = "What is the ticket about? A short title is enough.";
const ASK_FIELD =
  "What would you like to change: your name, phone number, language, contact method or time zone?";
const CONFIRM_TICKET = "Shall I open a ticket with this?";
const CONFIRM_PROFILE = "Shall I change your profile like this?";
const CONFIRM_END = "Say yes to go ahead, or tell me what to change.";

const NUMBER_QUESTIONS: Record<TicketAction, string> = {
  close: "Which ticket shall I close? Please give me its number, such as #1042.",
  reopen: "Which ticket shall I reopen? Please give me its number, such as #1042.",
  comment: "Which ticket shall I add your comment to? Please give me its number, such as #1042.",
  priority: "Which ticket's priority shall I change? Please give me its number, such as #1042.",
};

/** The next question to the customer for this request. */
export function ask(request: Request): string {
  if (request.kind === "create_ticket") return askTicket(request);
  if (request.kind === "update_profile") return askProfile(request);
  return askChange(request);
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
  if (request.asked === "value" && request.field) return `What is your new ${FIELD_LABELS[request.field]}?`;
  const rows = FIELDS.flatMap((field) => {
    const value = request.changes[field];
    return value === undefined ? [] : [`- **New ${FIELD_LABELS[field]}:** ${shown(field, value)}`];
  });
  return [CONFIRM_PROFILE, "", ...rows, "", CONFIRM_END].join("\n");
}

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

/** The request that an earlier text of the assistant asks about, or null. Reads the last such question in it. */
export function readAsk(text: string): Request | null {
  return readTicket(text) ?? readProfile(text) ?? readChange(text);
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

function fieldNamed(text: string): ProfileField | null {
  const folded = fold(text);
  if (/\b(?:contact method|contacted?|reach me)\b/.test(folded)) return "contact_method";
  if (/\b(?:time ?zone)\b/.test(folded)) return "time_zone";
  if (/\b(?:phone|number|mobile)\b/.test(folded)) return "phone";
  if (/\blanguage\b/.test(folded)) return "language";
  return /\bname\b/.test(folded) ? "name" : null;
}

function readChanges(text: string): ProfileChanges {
  const field = fieldNamed(text);
  const changes: ProfileChanges = {};
  const number = slots.phone(text);
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

/** What a customer's reply means for the request that was asked about. */
export function interpret(request: Request, message: string, reading: IntentReading): Reply {
  const folded = fold(message);
  if (ABORT.test(folded)) return { kind: "cancelled" };
  const isQuestion = (QUESTION_FORM.test(folded) || /\?\s*$/.test(message)) && words(message).length <= 30;
  if (isQuestion && !(request.asked === "confirm" && isCorrection(folded))) return { kind: "interrupted" };
  if (request.asked === "confirm") return atConfirmation(request, message, reading);
  if (reading.intent === "deny" && reading.confidence > 0.8 && words(message).length <= 3)
    return { kind: "cancelled" };
  if (request.kind === "create_ticket") return { kind: "next", request: fillTicket(request, message) };
  if (request.kind === "update_profile") return fillProfile(request, message);
  return fillChange(request, message);
}

function isCorrection(folded: string): boolean {
  return /\b(?:make it|set (?:it|the)|change (?:it|the)|can you (?:make|change|set)|instead)\b/.test(folded);
}

function atConfirmation(request: Request, message: string, reading: IntentReading): Reply {
  const corrected = correct(request, message);
  if (corrected) return { kind: "next", request: corrected };
  const short = words(message).length <= 6;
  if (reading.intent === "affirm" && (short || reading.confidence > 0.8))
    return { kind: "confirmed", request };
  if (/^(?:yes|yeah|yep|sure|ok|okay)\b/.test(fold(message)) && short) return { kind: "confirmed", request };
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
    if (Object.keys(found).length === 0 && only === "name") {
      const name = /^(?:no[,.]?|it'?s|it is|should be|\s)+([\p{Lu}].{1,60})$/u.exec(message.trim())?.[1];
      if (name) found.name = name;
    }
    return Object.keys(found).length > 0 ? { ...request, changes: { ...request.changes, ...found } } : null;
  }
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
  return { ...request, priority, category, description: clip(message), asked: "confirm" };
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
  const name = message.trim().replace(/[.!]+$/, "");
  return name.length <= 80 && words(name).length <= 6 && /\p{L}/u.test(name) ? name : null;
}

function fillChange(request: TicketChange, message: string): Reply {
  if (request.asked === "comment")
    return { kind: "next", request: { ...request, value: clip(message), asked: "confirm" } };
  const bare = /^\s*(?:it'?s |it is |number )?#?(\d{1,9})\b/i.exec(message)?.[1];
  const number = slots.ticketNumber(message) ?? (bare ? Number(bare) : null);
  if (number === null) return { kind: "unclear" };
  const asked = request.action === "comment" && !request.value ? "comment" : "confirm";
  return { kind: "next", request: { ...request, number, asked } };
}

function clip(text: string): string {
  return text.replace(/\s+/g, " ").trim().slice(0, slots.DESCRIPTION_LIMIT);
}
