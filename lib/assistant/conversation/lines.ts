/** Where a conversation stands, in lines for a large model's instructions, so that it goes on as the built-in one would. Pure. */
import { FIELDS, REQUEST_NAMES } from "./asking";
import type { DialogueState } from "./dialogue-state";
import { IDLE_LIMIT, MAX_TRIES } from "./escalation";
import { FIELD_LABELS, type Request } from "./pending";
import type { Topic } from "./topics";

const quoted = (text: string): string => `“${text.replace(/[“”"\s]+/g, " ").trim()}”`;

export function factLines(state: DialogueState): string[] {
  const [current, ...earlier] = state.topics;
  const lines: string[] = [];
  if (current) lines.push(`Topic now: ${topicText(current)}.`);
  if (earlier.length > 0)
    lines.push(
      `Earlier topics, newest first: ${earlier.map(topicText).join("; ")}. When the customer returns to one, say so in a short line.`,
    );
  if (state.returned && current)
    lines.push("The customer has just gone back to this topic: begin with a line that says so.");
  if (state.pending) {
    lines.push(`Request under way: ${requestText(state.pending)}.`);
    if (state.reply?.kind === "interrupted")
      lines.push("The customer's last message interrupts it: answer that, then take the request up again.");
  }
  if (state.shelved) lines.push(`Put aside until the customer says so: ${requestText(state.shelved)}.`);
  if (state.expired)
    lines.push(
      `Out of date, so that no yes counts for it any more: ${requestText(state.expired)}. Say so and ask whether to start it again.`,
    );
  if (state.offer?.kind === "help")
    lines.push("Your last message offered to open a ticket or to bring in a person.");
  if (state.offer?.kind === "choice")
    lines.push(
      `Your last message asked which of two things the customer wants, about ${quoted(state.offer.message)}.`,
    );
  if (state.shown)
    lines.push(
      `The list last shown: ${state.shown.items.map(({ key }, at) => `${at + 1}. ${state.shown?.kind === "tickets" ? "#" : ""}${key}`).join(", ")}.`,
    );
  if (state.focus) lines.push(`"It" is the ${state.focus.kind} ${state.focus.key}.`);
  for (const { request } of state.parked)
    lines.push(`Waits for a decision of the team: ${knownText(request)}.`);
  if (state.failures > 0)
    lines.push(`Searches in a row that found nothing: ${state.failures} of ${MAX_TRIES}.`);
  if (state.idle > IDLE_LIMIT / 2) lines.push(`Messages without progress: ${state.idle} of ${IDLE_LIMIT}.`);
  return lines;
}

function topicText({ title, status, tickets }: Topic): string {
  const linked = tickets.length > 0 ? `, ${tickets.map((number) => `#${number}`).join(" ")}` : "";
  return `${quoted(title)} (${status}${linked})`;
}

const knownText = (request: Request): string =>
  [REQUEST_NAMES[request.kind], ...fieldsOf(request).map(([name, value]) => `${name} ${quoted(value)}`)].join(
    ", ",
  );

/** What is known of a request, and what it asks for next. */
function requestText(request: Request): string {
  const next = request.asked === "confirm" ? "waits for the customer's yes" : `asked for: ${request.asked}`;
  return `${knownText(request)}, ${next}`;
}

function fieldsOf(request: Request): [name: string, value: string][] {
  const fields: [string, string | null][] =
    request.kind === "create_ticket"
      ? [
          ["subject", request.subject],
          ["description", request.description],
          ["priority", request.priority],
          ["category", request.category],
        ]
      : request.kind === "update_ticket"
        ? [
            ["action", request.action],
            ["number", request.number === null ? null : `#${request.number}`],
            ["value", request.value],
          ]
        : request.kind === "request_refund"
          ? [
              ["order", request.order],
              ["amount", request.amount],
              ["reason", request.reason],
            ]
          : FIELDS.map((field) => [FIELD_LABELS[field], request.changes[field] ?? null]);
  return fields.flatMap(([name, value]) => (value ? [[name, value] as [string, string]] : []));
}
