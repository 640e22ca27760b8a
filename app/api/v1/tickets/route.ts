import { z } from "zod";
import { signedIn } from "@/lib/auth/narrow";
import { pageOf, pageQuery, route } from "@/lib/core/route";
import { openTicket } from "@/lib/tickets/commands";
import { listTickets } from "@/lib/tickets/queries";
import { filterShape, openInput, sorts, ticketDetail, ticketView } from "@/lib/tickets/schema";

export const GET = route(
  {
    method: "GET",
    path: "/tickets",
    tag: "Tickets",
    summary: "Tickets that match, last changed first; customers see their own",
    permission: "ticket.read",
    query: z.strictObject({ ...filterShape, sort: z.enum(sorts).default("updated"), ...pageQuery }),
    responses: { 200: pageOf(ticketView) },
  },
  async ({ viewer, query }) => ({ body: await listTickets(signedIn(viewer), query) }),
);

export const POST = route(
  {
    method: "POST",
    path: "/tickets",
    tag: "Tickets",
    summary: "Open a ticket, in a conversation or, for customers, with one of its own",
    permission: "ticket.open",
    body: openInput,
    responses: { 201: ticketDetail },
  },
  async ({ viewer, body }) => ({ status: 201, body: await openTicket(signedIn(viewer), body) }),
);
