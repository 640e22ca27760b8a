/**
 * The writing steps: a ticket opened or changed, a profile updated. Each is called only after the customer's explicit
 * yes to exactly what is written, and states afterwards what the tool says was written. Pure.
 */
import { ask, shown } from "../asking";
import {
  FIELD_LABELS,
  type ProfileField,
  type ProfileRequest,
  type Request,
  type TicketChange,
  type TicketRequest,
} from "../pending";
import { type Json, text, ticketOf, ticketsOf } from "../results";
import { call, isStep, latest, read, type Situation, type Step, say, writeFailed } from "./base";
import { isOpen, ticketRow } from "./records";

export function carryOut(situation: Situation, request: Request): Step {
  if (request.kind === "create_ticket") return openTicket(situation, request);
  if (request.kind === "update_profile") return changeProfile(situation, request);
  return changeTicket(situation, request);
}

export function openTicket(situation: Situation, request: TicketRequest): Step {
  if (!situation.tools.has("create_ticket")) return say("I cannot open tickets right now.");
  const outcome = latest(situation, "create_ticket");
  if (!outcome) {
    const { subject, description, priority, category } = request;
    return call("create_ticket", { subject, description: description || subject, priority, category });
  }
  if (outcome.error !== null) return writeFailed(situation, outcome.error, "open the ticket");
  const ticket = outcome.result ? ticketOf(outcome.result) : null;
  if (!ticket)
    return say(
      "The ticket was accepted, but its number has not come back. You will find it under your tickets.",
    );
  return say(
    `I have opened ticket #${ticket.number}: “${ticket.subject || request.subject}”, with ${ticket.priority} priority. You can follow it under your tickets.`,
  );
}

function changeProfile(situation: Situation, request: ProfileRequest): Step {
  if (!situation.tools.has("update_customer_profile")) return say("I cannot change profiles right now.");
  const outcome = latest(situation, "update_customer_profile");
  const fields = Object.keys(FIELD_LABELS) as ProfileField[];
  if (!outcome) {
    const args: Record<string, Json> = {};
    for (const field of fields) args[field] = request.changes[field] ?? null;
    return call("update_customer_profile", args);
  }
  if (outcome.error !== null) return writeFailed(situation, outcome.error, "change your profile");
  const rows = fields.flatMap((field) => {
    const asked = request.changes[field];
    if (asked === undefined) return [];
    return [`- ${FIELD_LABELS[field]}: ${shown(field, text(outcome.result?.[field]) ?? asked)}`];
  });
  return say(`I have updated your profile:\n\n${rows.join("\n")}`);
}

export function changeTicket(situation: Situation, request: TicketChange): Step {
  if (!situation.tools.has("update_ticket")) return say("I cannot change tickets right now.");
  const outcome = latest(situation, "update_ticket");
  if (!outcome) {
    return call("update_ticket", {
      number: request.number,
      comment: request.action === "comment" ? request.value : null,
      priority: request.action === "priority" ? request.value : null,
      action: request.action === "close" || request.action === "reopen" ? request.action : null,
    });
  }
  if (outcome.error !== null)
    return writeFailed(situation, outcome.error, `change ticket #${request.number}`);
  const done = {
    close: `I have closed ticket #${request.number}.`,
    reopen: `I have reopened ticket #${request.number}.`,
    comment: `I have added your comment to ticket #${request.number}.`,
    priority: `I have set the priority of ticket #${request.number} to ${text(outcome.result?.priority) ?? request.value}.`,
  };
  return say(done[request.action]);
}

/** Asks for the confirmation of a ticket change, looking up which ticket is meant when only one can be. */
export function proposeChange(situation: Situation, request: TicketChange): Step {
  if (request.number !== null) return say(ask(request));
  const result = read(situation, "search_tickets", { status: null, limit: 10 });
  if (isStep(result)) return result;
  const candidates = ticketsOf(result).filter((ticket) => isOpen(ticket) !== (request.action === "reopen"));
  const [only] = candidates;
  if (!only)
    return say(request.action === "reopen" ? "You have no closed tickets." : "You have no open tickets.");
  if (candidates.length > 1)
    return say(
      `You have ${candidates.length} tickets it could be:\n\n${candidates.map(ticketRow).join("\n")}\n\n${ask(request)}`,
    );
  const asked = request.action === "comment" && !request.value ? "comment" : "confirm";
  return say(`${ticketRow(only)}\n\n${ask({ ...request, number: only.number, asked })}`);
}
