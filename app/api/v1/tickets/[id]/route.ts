import { signedIn } from "@/lib/auth/narrow";
import { route } from "@/lib/core/route";
import { applyTicketPatch } from "@/lib/tickets/commands";
import { getTicket } from "@/lib/tickets/queries";
import { patchInput, ticketDetail, ticketParams } from "@/lib/tickets/schema";

export const GET = route(
  {
    method: "GET",
    path: "/tickets/{id}",
    tag: "Tickets",
    summary: "One ticket, by id or by number",
    permission: "ticket.read",
    params: ticketParams,
    responses: { 200: ticketDetail },
  },
  async ({ viewer, params }) => ({ body: await getTicket(signedIn(viewer), params.id) }),
);

export const PATCH = route(
  {
    method: "PATCH",
    path: "/tickets/{id}",
    tag: "Tickets",
    summary: "Change status, priority, category, assignee or tags, or comment: all of it or nothing",
    permission: "ticket.update",
    params: ticketParams,
    body: patchInput,
    responses: { 200: ticketDetail },
  },
  async ({ viewer, params, body }) => ({ body: await applyTicketPatch(signedIn(viewer), params.id, body) }),
);
