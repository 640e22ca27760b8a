/**
 * The questions by which a pending request goes on. The question that the customer saw carries the request's whole
 * state, so `readAsk(ask(request))` gives the request back: nothing else has to be stored. Pure.
 */
import {
  FIELD_LABELS,
  newTicket,
  type ProfileChanges,
  type ProfileField,
  type ProfileRequest,
  type Request,
  type TicketAction,
  type TicketChange,
  type TicketRequest,
} from "./pending";
import * as slots from "./slots";

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
