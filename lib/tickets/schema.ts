/** Inputs and answers of tickets. Pure: used by routes, commands, tools and pages alike. */
import { z } from "zod";
import { MAX, textField } from "@/lib/core/text";

export const priorities = ["low", "medium", "high", "urgent"] as const;
export type Priority = (typeof priorities)[number];

export const statuses = ["open", "pending", "resolved", "closed"] as const;
export type TicketStatus = (typeof statuses)[number];

export const categories = [
  "general",
  "orders",
  "delivery",
  "returns",
  "warranty",
  "billing",
  "membership",
  "products",
  "account",
] as const;
export type Category = (typeof categories)[number];

export const categoryLabel: Record<Category, string> = {
  general: "General",
  orders: "Orders",
  delivery: "Delivery",
  returns: "Returns",
  warranty: "Warranty",
  billing: "Billing",
  membership: "Membership",
  products: "Products",
  account: "Account",
};
export const priorityLabel: Record<Priority, string> = {
  low: "Low",
  medium: "Medium",
  high: "High",
  urgent: "Urgent",
};
export const statusLabel: Record<TicketStatus, string> = {
  open: "Open",
  pending: "Pending",
  resolved: "Resolved",
  closed: "Closed",
};

/** Tags of one ticket; lower case, so that one tag is written one way. */
const tags = z
  .array(textField(MAX.tag).transform((tag) => tag.toLowerCase()))
  .max(20)
  .transform((list) => [...new Set(list)]);

export const openInput = z.strictObject({
  /** The conversation it came up in; without one, a customer's ticket starts its own. */
  conversationId: z.uuid().optional(),
  subject: textField(MAX.subject),
  description: textField(MAX.description),
  priority: z.enum(priorities).default("medium"),
  category: z.enum(categories).default("general"),
  tags: tags.default([]),
});
export type OpenInput = z.output<typeof openInput>;

export const commentInput = z.strictObject({
  text: textField(MAX.description),
  /** `staff`: a note that the customer and the assistant never see. */
  audience: z.enum(["everyone", "staff"]).default("everyone"),
});
export type CommentInput = z.output<typeof commentInput>;

/** Each field is one act of its own (change priority, close, assign …); together they are one transaction. */
export const patchInput = z
  .strictObject({
    status: z.enum(statuses),
    priority: z.enum(priorities),
    category: z.enum(categories),
    assigneeId: z.uuid().nullable(),
    tags,
    comment: commentInput,
  })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, "must change something");
export type TicketPatch = z.output<typeof patchInput>;

export const sorts = ["updated", "created", "priority"] as const;

/** A comma-separated list of a query string, or one array. */
const oneOrMore = <T extends readonly [string, ...string[]]>(values: T) =>
  z.preprocess(
    (given) => (typeof given === "string" ? given.split(",").filter(Boolean) : given),
    z.array(z.enum(values)).max(values.length).optional(),
  );

export const filterShape = {
  status: oneOrMore(statuses),
  priority: oneOrMore(priorities),
  category: z.enum(categories).optional(),
  assignee: z.union([z.enum(["me", "none"]), z.uuid()]).optional(),
  customerId: z.uuid().optional(),
  conversationId: z.uuid().optional(),
  /** Words, or a ticket number with or without "#". */
  q: z.string().max(MAX.search).optional(),
};
export const ticketFilter = z.object(filterShape);
export type TicketFilter = z.output<typeof ticketFilter>;

const iso = z.date().transform((date) => date.toISOString());
const person = z.object({ id: z.uuid(), name: z.string() });

/** One line of a list. `customer` and `assignee` are names and ids; nobody's e-mail address is here. */
export const ticketView = z.object({
  id: z.uuid(),
  number: z.number(),
  subject: z.string(),
  status: z.enum(statuses),
  priority: z.enum(priorities),
  category: z.string(),
  tags: z.array(z.string()),
  conversationId: z.uuid(),
  customer: person,
  assignee: person.nullable(),
  openedBy: z.enum(["customer", "assistant", "staff", "system"]),
  createdAt: iso,
  updatedAt: iso,
  closedAt: iso.nullable(),
});
/** As queries answer it, and as it arrives over HTTP (dates as text). */
export type Ticket = z.input<typeof ticketView>;
export type TicketView = z.output<typeof ticketView>;

export const ticketDetail = ticketView.extend({ description: z.string() });
export type TicketFull = z.input<typeof ticketDetail>;
export type TicketDetail = z.output<typeof ticketDetail>;

export const ticketCommentView = z.object({
  id: z.uuid(),
  author: z.object({
    kind: z.enum(["customer", "assistant", "staff", "system"]),
    name: z.string(),
    isMe: z.boolean(),
  }),
  audience: z.enum(["everyone", "staff"]),
  text: z.string(),
  createdAt: iso,
});
export type TicketComment = z.input<typeof ticketCommentView>;
export type TicketCommentView = z.output<typeof ticketCommentView>;

/** An exact number up to the cap; above it, "1,000+". */
export const ticketCount = z.object({ count: z.number(), capped: z.boolean() });

/** `{id}` of a path: the ticket's id, or the number that people use. */
export const ticketParams = z.object({
  id: z.union([
    z.uuid(),
    z
      .string()
      .regex(/^[1-9]\d{0,8}$/)
      .transform(Number),
  ]),
});
export type TicketKey = string | number;

/** "#1042", "1042" or " # 1042 " as a ticket number; null for anything else. */
export function ticketNumberOf(text: string): number | null {
  const digits = /^\s*#?\s*(\d{1,9})\s*$/.exec(text)?.[1];
  return digits ? Number(digits) : null;
}
