import { z } from "zod";
import { signedIn } from "@/lib/auth/narrow";
import { pageOf, pageQuery, route } from "@/lib/core/route";
import { commentOnTicket } from "@/lib/tickets/commands";
import { listTicketComments } from "@/lib/tickets/queries";
import { commentInput, ticketCommentView, ticketDetail, ticketParams } from "@/lib/tickets/schema";

export const GET = route(
  {
    method: "GET",
    path: "/tickets/{id}/comments",
    tag: "Tickets",
    summary: "Comments, oldest first; notes of the team are for the team",
    permission: "ticket.read",
    params: ticketParams,
    query: z.strictObject(pageQuery),
    responses: { 200: pageOf(ticketCommentView) },
  },
  async ({ viewer, params, query }) => ({
    body: await listTicketComments(signedIn(viewer), params.id, query),
  }),
);

export const POST = route(
  {
    method: "POST",
    path: "/tickets/{id}/comments",
    tag: "Tickets",
    summary: "Comment on a ticket; a customer's comment opens a pending or resolved one again",
    permission: "ticket.comment",
    params: ticketParams,
    body: commentInput,
    responses: { 201: ticketDetail },
  },
  async ({ viewer, params, body }) => ({
    status: 201,
    body: await commentOnTicket(signedIn(viewer), params.id, body),
  }),
);
