/**
 * What may happen to a ticket, and by whom: one pure function for the transaction and for the button.
 * Customers and their assistant close and reopen; the rest is the team's. A closed ticket can only be reopened.
 */
import type { Holder } from "@/lib/auth/policy";
import type { TicketPatch, TicketStatus } from "./schema";

const byStaff: Record<TicketStatus, readonly TicketStatus[]> = {
  open: ["pending", "resolved", "closed"],
  pending: ["open", "resolved", "closed"],
  resolved: ["open", "closed"],
  closed: ["open"],
};
const byCustomer: Record<TicketStatus, readonly TicketStatus[]> = {
  open: ["closed"],
  pending: ["open", "closed"],
  resolved: ["open", "closed"],
  closed: ["open"],
};

const isStaff = (holder: Holder) => holder === "agent" || holder === "manager" || holder === "system";

/** The statuses that `holder` may give to a ticket which is `from` now. */
export function nextStatuses(holder: Holder, from: TicketStatus): readonly TicketStatus[] {
  return (isStaff(holder) ? byStaff : byCustomer)[from];
}

const fieldsOf = {
  customer: ["status", "comment"],
  assistant: ["status", "comment", "priority"],
  staff: ["status", "comment", "priority", "category", "assigneeId", "tags"],
} as const;

/** The parts of a patch that `holder` may change at all. */
export function changeableFields(holder: Holder): readonly (keyof TicketPatch)[] {
  if (isStaff(holder)) return fieldsOf.staff;
  return holder === "customer" || holder === "assistant" ? fieldsOf[holder] : [];
}

export type Refused = { ok: false; because: "not_allowed" | "wrong_status" | "closed" };
export type Allowed = { ok: true; status: TicketStatus };

/**
 * Whether the whole patch may be applied; the status that the ticket has after it. A customer's comment on a
 * pending or resolved ticket opens it again, because somebody has to read it; a closed one says no until it
 * is reopened.
 */
export function judgePatch(holder: Holder, from: TicketStatus, patch: TicketPatch): Allowed | Refused {
  const allowed = changeableFields(holder);
  if (Object.keys(patch).some((field) => !allowed.includes(field as keyof TicketPatch)))
    return { ok: false, because: "not_allowed" };
  if (patch.comment?.audience === "staff" && !isStaff(holder)) return { ok: false, because: "not_allowed" };
  const wanted = patch.status ?? from;
  if (wanted !== from && !nextStatuses(holder, from).includes(wanted))
    return { ok: false, because: from === "closed" ? "closed" : "wrong_status" };
  if (from === "closed" && wanted === "closed" && patch.comment && patch.comment.audience === "everyone")
    return { ok: false, because: "closed" };
  const reopens = patch.status === undefined && patch.comment && holder === "customer" && from !== "open";
  return { ok: true, status: reopens ? "open" : wanted };
}

/** What the person who was refused is told. */
export function refusalText(because: Refused["because"]): string {
  switch (because) {
    case "not_allowed":
      return "You are not allowed to change this about a ticket.";
    case "wrong_status":
      return "The ticket cannot take this status now.";
    case "closed":
      return "This ticket is closed. Reopen it first.";
  }
}
