/** How each kind of effect can be taken back: what was written, and what was there before. Pure. */
import { z } from "zod";
import { priorities, statuses } from "@/lib/tickets/schema";

const ticketFields = z.object({ status: z.enum(statuses), priority: z.enum(priorities) }).partial();
const profileFields = z
  .object({
    name: z.string(),
    phone: z.string().nullable(),
    address: z.string().nullable(),
    language: z.string(),
    contactMethod: z.enum(["email", "in_app"]),
    timeZone: z.string().nullable(),
  })
  .partial();

export const undoShape = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ticket.opened"), ticketId: z.uuid() }),
  z.object({
    kind: z.literal("ticket.changed"),
    ticketId: z.uuid(),
    before: ticketFields,
    after: ticketFields,
  }),
  z.object({ kind: z.literal("profile.changed"), before: profileFields, after: profileFields }),
  z.object({ kind: z.literal("refund.granted"), refundId: z.uuid() }),
  z.object({ kind: z.literal("fact.remembered"), factId: z.uuid() }),
]);
export type Undoing = z.output<typeof undoShape>;
