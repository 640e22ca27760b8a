/**
 * The writing steps: a ticket opened or changed, a profile updated. Each is called only after the customer's explicit
 * yes to exactly what is written, and states afterwards what the tool says was written. Pure.
 */
import { FIELDS, shown } from "../asking";
import {
  FIELD_LABELS,
  type ProfileRequest,
  type RefundRequest,
  type Request,
  type TicketChange,
  type TicketRequest,
} from "../pending";
import { type Json, text, ticketOf, ticketsOf } from "../results";
import { asking, call, isStep, latest, read, type Situation, type Step, say } from "./base";
import { writeFailed } from "./failures";
import { isOpen, shownTickets, ticketRow } from "./records";

export function carryOut(situation: Situation, request: Request): Step {
  if (request.kind === "create_ticket") return openTicket(situation, request);
  if (request.kind === "update_profile") return changeProfile(situation, request);
  if (request.kind === "request_refund") return refund(situation, request);
  return changeTicket(situation, request);
}

/** The tool that carries a request out. */
export const TOOL_OF: Record<Request["kind"], string> = {
  create_ticket: "create_ticket",
  update_profile: "update_customer_profile",
  update_ticket: "update_ticket",
  request_refund: "request_refund",
};

function refund(situation: Situation, request: RefundRequest): Step {
  if (!situation.tools.has("request_refund"))
    return say("I cannot request refunds right now.", { settled: true });
  const outcome = latest(situation, "request_refund");
  const { order, amount, reason } = request;
  if (!outcome)
    return call("request_refund", {
      order_number: order,
      amount: amount === null ? null : Number(amount),
      reason: reason.slice(0, 500),
    });
  if (outcome.error !== null) return writeFailed(situation, outcome.error, "request the refund", request);
  const sum = text(outcome.result?.amount) ?? amount ?? "the full amount";
  const number = text(outcome.result?.order_number) ?? order ?? "";
  const approved = text(outcome.result?.approved_by) ? " A colleague has approved it." : "";
  return say(
    `I have requested a refund of ${sum} for order **${number}**.${approved} It goes back to the way the order was paid.`,
    { settled: true, focus: { kind: "order", key: number, label: "" } },
  );
}

export function openTicket(situation: Situation, request: TicketRequest): Step {
  if (!situation.tools.has("create_ticket")) return say("I cannot open tickets right now.");
  const outcome = latest(situation, "create_ticket");
  if (!outcome) {
    const { subject, description, priority, category } = request;
    return call("create_ticket", { subject, description: description || subject, priority, category });
  }
  if (outcome.error !== null) return writeFailed(situation, outcome.error, "open the ticket", request);
  const ticket = outcome.result ? ticketOf(outcome.result) : null;
  if (!ticket)
    return say(
      "The ticket was accepted, but its number has not come back. You will find it under your tickets.",
      { settled: true },
    );
  return say(
    `I have opened ticket #${ticket.number}: “${ticket.subject || request.subject}”, with ${ticket.priority} priority. You can follow it under your tickets.`,
    {
      settled: true,
      ticket: ticket.number,
      focus: { kind: "ticket", key: String(ticket.number), label: ticket.subject || request.subject },
    },
  );
}

function changeProfile(situation: Situation, request: ProfileRequest): Step {
  if (!situation.tools.has("update_customer_profile")) return say("I cannot change profiles right now.");
  const outcome = latest(situation, "update_customer_profile");
  if (!outcome) {
    const args: Record<string, Json> = {};
    for (const field of FIELDS) args[field] = request.changes[field] ?? null;
    return call("update_customer_profile", args);
  }
  if (outcome.error !== null) return writeFailed(situation, outcome.error, "change your profile", request);
  const rows = FIELDS.flatMap((field) => {
    const asked = request.changes[field];
    if (asked === undefined) return [];
    return [`- ${FIELD_LABELS[field]}: ${shown(field, text(outcome.result?.[field]) ?? asked)}`];
  });
  return say(`I have updated your profile:\n\n${rows.join("\n")}`, { settled: true });
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
  const number = request.number ?? 0;
  return say(done[request.action], {
    settled: true,
    ticket: number,
    focus: { kind: "ticket", key: String(number), label: "" },
  });
}

/** Asks for the confirmation of a ticket change, looking up which ticket is meant when only one can be. */
export function proposeChange(situation: Situation, request: TicketChange): Step {
  if (request.number !== null) return asking(request);
  const result = read(situation, "search_tickets", { status: null, limit: 10 });
  if (isStep(result)) return result;
  const candidates = ticketsOf(result).filter((ticket) => isOpen(ticket) !== (request.action === "reopen"));
  const [only] = candidates;
  if (!only)
    return say(request.action === "reopen" ? "You have no closed tickets." : "You have no open tickets.");
  if (candidates.length > 1) {
    const step = asking(
      request,
      `You have ${candidates.length} tickets it could be:\n\n${candidates.map(ticketRow).join("\n")}\n\n`,
    );
    return { ...step, move: { ...step.move, shown: shownTickets(candidates) } };
  }
  const asked = request.action === "comment" && !request.value ? "comment" : "confirm";
  return asking({ ...request, number: only.number, asked }, `${ticketRow(only)}\n\n`);
}
