/** Reading the customer's own tickets and account, and saying what they hold. States only what a tool returned. Pure. */
import { shown } from "../asking";
import { newTicket } from "../pending";
import { list, object, type Ticket, text, ticketsOf } from "../results";
import { type Shown, showing } from "../shown";
import { ticketNumber } from "../slots";
import { readable, spokenDate } from "../spoken";
import { fold, shorten } from "../text";
import { isStep, read, type Situation, type Step, say } from "./base";

const CLOSED = /^(?:closed|resolved|solved|done|cancelled|canceled)$/i;

/** @param meant the ticket that "it" or "the second one" is, when the message names none. */
export function sayTickets(situation: Situation, meant: number | null = null): Step {
  const result = read(situation, "search_tickets", { status: null, limit: 10 });
  if (isStep(result)) return result;
  const tickets = ticketsOf(result);
  const bare = /^#?(\d{3,9})$/.exec(situation.state.message.trim())?.[1];
  const wanted = ticketNumber(situation.state.message) ?? (bare ? Number(bare) : meant);
  if (wanted !== null) {
    const ticket = tickets.find((other) => other.number === wanted);
    if (ticket)
      return say(`Here is your ticket:\n\n${ticketRow(ticket)}`, {
        ticket: ticket.number,
        focus: { kind: "ticket", key: String(ticket.number), label: ticket.subject },
      });
    return say(
      `I could not find ticket #${wanted} among your latest tickets.${tickets.length > 0 ? ` These are yours:\n\n${tickets.map(ticketRow).join("\n")}` : ""}`,
      { shown: shownTickets(tickets) },
    );
  }
  if (tickets.length === 0)
    return say("You have no tickets yet. Shall I open one? Tell me what it is about.", {
      asked: newTicket({}),
    });
  const open = tickets.filter(isOpen);
  const lead =
    open.length === 0
      ? "You have no open tickets. Your latest ones:"
      : `You have ${open.length} open ${open.length === 1 ? "ticket" : "tickets"}:`;
  const listed = open.length === 0 ? tickets : open;
  const [only] = listed;
  return say(`${lead}\n\n${listed.map(ticketRow).join("\n")}`, {
    shown: shownTickets(listed),
    ticket: only && listed.length === 1 ? only.number : null,
  });
}

export function shownTickets(tickets: readonly Ticket[]): Shown | null {
  return showing(
    "tickets",
    tickets.map(({ number, subject }) => ({ key: String(number), label: subject })),
  );
}

export function isOpen(ticket: Ticket): boolean {
  return !CLOSED.test(ticket.status);
}

export function ticketRow(ticket: Ticket): string {
  const when = ticket.updatedAt ? `, updated ${spokenDate(ticket.updatedAt)}` : "";
  return `- **#${ticket.number}** ${shorten(ticket.subject, 80)}: ${readable(ticket.status)}, ${ticket.priority} priority${when}`;
}

export function sayAccount(situation: Situation): Step {
  const customer = read(situation, "get_customer", {});
  if (isStep(customer)) return customer;
  const plan = text(customer.plan);
  const language = text(customer.language);
  const method = text(customer.contact_method);
  const facts: [label: string, asked: RegExp, value: string | null][] = [
    ["Name", /\bname\b/, text(customer.name)],
    ["Email", /\be-?mail\b/, text(customer.email)],
    [
      "Plan",
      /\b(?:plan|membership|subscription|member)\b/,
      plan && plan.charAt(0).toUpperCase() + plan.slice(1),
    ],
    [
      "Organization",
      /\b(?:organi[sz]ation|company)\b/,
      text(customer.organization) ?? text(object(customer.organization)?.name),
    ],
    ["Language", /\blanguage\b/, language && shown("language", language)],
    ["Contact method", /\bcontact(?:ed)?\b/, method === "in_app" ? "in the portal" : method],
    ["Phone", /\b(?:phone|number)\b/, text(customer.phone)],
    ["Address", /(?<!e-?mail )\baddress\b/, text(customer.address)],
    ["Orders", /\borders?\b/, String(list(customer.orders).length)],
    ["Open tickets", /\btickets?\b/, String(list(customer.open_tickets).length)],
  ];
  const asked = fold(situation.state.message);
  const named = facts.filter(([, pattern, value]) => value && pattern.test(asked));
  const rows = (named.length > 0 ? named : facts).flatMap(([label, , value]) =>
    value ? [`- ${label}: ${value}`] : [],
  );
  return say(`Here is what your account says:\n\n${rows.join("\n")}`);
}
