/** How a ticket is told to a model; the same in every tool that lists some. Pure. */
import { z } from "zod";
import { priorities, statuses, type Ticket } from "@/lib/tickets/schema";
import { line, moment } from "./results";

export const ticketLine = z.object({
  number: z.number(),
  subject: line(160),
  status: z.enum(statuses),
  priority: z.enum(priorities),
  category: line(40),
  updated_at: moment,
});

export const ticketLineOf = (ticket: Ticket): z.input<typeof ticketLine> => ({
  number: ticket.number,
  subject: ticket.subject,
  status: ticket.status,
  priority: ticket.priority,
  category: ticket.category,
  updated_at: ticket.updatedAt,
});
