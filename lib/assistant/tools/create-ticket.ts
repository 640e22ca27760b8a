/** Opens a ticket in this conversation, once per call however often the call is replayed. */
import "server-only";
import { z } from "zod";
import { MAX } from "@/lib/core/text";
import { openTicket } from "@/lib/tickets/commands";
import { type Category, categories, openInput, priorities, statuses } from "@/lib/tickets/schema";
import { defineTool, ToolFailure, WRITE_MS } from "./define";
import { line, shaped } from "./results";

const result = z.object({
  number: z.number(),
  subject: line(MAX.subject),
  status: z.enum(statuses),
  priority: z.enum(priorities),
});

/** Words that models use for a category of ours. */
const synonyms: Record<string, Category> = {
  shipping: "delivery",
  technical: "products",
  product: "products",
  order: "orders",
  return: "returns",
  refund: "billing",
  payment: "billing",
};

function categoryOf(given: string): Category {
  const wanted = given.trim().toLowerCase();
  return categories.find((category) => category === wanted) ?? synonyms[wanted] ?? "general";
}

export const createTicket = defineTool({
  name: "create_ticket",
  description:
    "Open a ticket for the customer, after they have agreed to its subject and description. Returns its number.",
  parameters: z.object({
    subject: z.string().min(1).max(MAX.subject).describe("One line"),
    description: z.string().min(1).max(4_000).describe("What happened and what the customer wants"),
    priority: z.enum(priorities).describe("medium unless there is a reason"),
    category: z
      .string()
      .max(40)
      .describe(`One of ${categories.join(", ")}`),
  }),
  timeoutMs: WRITE_MS,
  async work(viewer, input, call) {
    const checked = openInput.safeParse({ ...input, category: categoryOf(input.category) });
    if (!checked.success)
      throw new ToolFailure(
        `${checked.error.issues[0]?.path.join(".")} ${checked.error.issues[0]?.message}.`,
      );
    const ticket = await openTicket(viewer, checked.data, call);
    return shaped(result, {
      number: ticket.number,
      subject: ticket.subject,
      status: ticket.status,
      priority: ticket.priority,
    });
  },
});
