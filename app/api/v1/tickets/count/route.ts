import { signedIn } from "@/lib/auth/narrow";
import { route } from "@/lib/core/route";
import { countTickets } from "@/lib/tickets/queries";
import { ticketCount, ticketFilter } from "@/lib/tickets/schema";

export const GET = route(
  {
    method: "GET",
    path: "/tickets/count",
    tag: "Tickets",
    summary: "How many tickets match: exact up to 1,000, then capped",
    permission: "ticket.read",
    query: ticketFilter,
    responses: { 200: ticketCount },
  },
  async ({ viewer, query }) => ({ body: await countTickets(signedIn(viewer), query) }),
);
