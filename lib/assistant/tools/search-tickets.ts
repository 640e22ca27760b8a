/** The customer's own tickets, newest first. */
import "server-only";
import { z } from "zod";
import { listTickets } from "@/lib/tickets/queries";
import { statuses } from "@/lib/tickets/schema";
import { defineTool, READ_MS, shorten } from "./define";

export const searchTickets = defineTool({
  name: "search_tickets",
  description: "List the customer's own tickets, last changed first.",
  parameters: z.object({
    status: z.enum(statuses).nullable().describe("Only tickets with this status; null for all"),
    limit: z.number().int().min(1).max(10).describe("Usually 10"),
  }),
  timeoutMs: READ_MS,
  async work(viewer, { status, limit }) {
    const { items } = await listTickets(viewer, { status: status ? [status] : undefined, limit });
    return {
      tickets: items.map((ticket) => ({
        number: ticket.number,
        subject: shorten(ticket.subject, 160),
        status: ticket.status,
        priority: ticket.priority,
        category: ticket.category,
        updated_at: ticket.updatedAt,
      })),
    };
  },
});
