/** The customer's own tickets, newest first. */
import "server-only";
import { z } from "zod";
import { listTickets } from "@/lib/tickets/queries";
import { statuses } from "@/lib/tickets/schema";
import { defineTool, READ_MS } from "./define";
import { few, shaped } from "./results";
import { ticketLine, ticketLineOf } from "./tickets";

const MAX_TICKETS = 10;
const result = z.object({ tickets: few(ticketLine, MAX_TICKETS) });

export const searchTickets = defineTool({
  name: "search_tickets",
  description: "List the customer's own tickets, last changed first.",
  parameters: z.object({
    status: z.enum(statuses).nullable().describe("Only tickets with this status; null for all"),
    limit: z.number().int().min(1).max(MAX_TICKETS).describe("Usually 10"),
  }),
  timeoutMs: READ_MS,
  async work(viewer, { status, limit }) {
    const { items } = await listTickets(viewer, { status: status ? [status] : undefined, limit });
    return shaped(result, { tickets: items.map(ticketLineOf) });
  },
});
