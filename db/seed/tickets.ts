/** A ticket as it is opened in a thread. */
import type { tickets } from "@/db/schema/tickets";
import type { Category, Urgency } from "./dialogues/script";
import type { Person } from "./ledger";

export type TicketRow = typeof tickets.$inferInsert & { number: number; createdAt: Date };
export type OpenTicket = { row: TicketRow; number: number };

type Opening = {
  id: string;
  number: number;
  conversationId: string;
  customer: Person & { organizationId: string | null };
  subject: string;
  description: string;
  category: Category;
  priority: Urgency;
  tags: readonly string[];
  openedBy: "assistant" | "staff";
  assigneeId: string | null;
  at: Date;
};

/** Tickets know fewer categories than the help center. */
const ticketCategory: Partial<Record<Category, Category>> = {
  assembly: "products",
  organizations: "billing",
};

export function ticketOf({ customer, at, tags, ...rest }: Opening): TicketRow {
  return {
    ...rest,
    category: ticketCategory[rest.category] ?? rest.category,
    customerId: customer.id,
    organizationId: customer.organizationId,
    tags: [...tags],
    status: "open",
    createdAt: at,
    updatedAt: at,
  };
}
