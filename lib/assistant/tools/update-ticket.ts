/** Comments on, reprioritises, closes or reopens one of the customer's own tickets: all of it or nothing. */
import "server-only";
import { z } from "zod";
import { applyTicketPatch } from "@/lib/tickets/commands";
import { patchInput, priorities, statuses } from "@/lib/tickets/schema";
import { defineTool, ToolFailure, WRITE_MS } from "./define";
import { shaped } from "./results";

const result = z.object({ number: z.number(), status: z.enum(statuses), priority: z.enum(priorities) });

export const updateTicket = defineTool({
  name: "update_ticket",
  description:
    "Change one of the customer's own tickets, after they have agreed: add a comment, change the priority, close or reopen it. Use null for what stays.",
  parameters: z.object({
    number: z.number().int().min(1).max(2_000_000_000).describe("The ticket's number, without #"),
    comment: z.string().max(4_000).nullable(),
    priority: z.enum(priorities).nullable(),
    action: z.enum(["close", "reopen"]).nullable(),
  }),
  timeoutMs: WRITE_MS,
  async work(viewer, { number, comment, priority, action }, call) {
    const checked = patchInput.safeParse({
      ...(comment?.trim() ? { comment: { text: comment } } : {}),
      ...(priority ? { priority } : {}),
      ...(action ? { status: action === "close" ? "closed" : "open" } : {}),
    });
    if (!checked.success)
      throw new ToolFailure("Nothing to change: give a comment, a priority or an action.");
    const ticket = await applyTicketPatch(viewer, number, checked.data, call);
    return shaped(result, { number: ticket.number, status: ticket.status, priority: ticket.priority });
  },
});
