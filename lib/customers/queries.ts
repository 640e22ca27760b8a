/** Reading customers: themselves, the one that the assistant works for, or any for staff. */
import "server-only";
import { and, eq, type SQL, sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import { customers, organizations, users } from "@/db/schema/people";
import { tickets } from "@/db/schema/tickets";
import { authorize } from "@/lib/auth/policy";
import type { StaffViewer, Viewer } from "@/lib/auth/viewer";
import { listOrders } from "@/lib/catalogue/queries";
import { notFound } from "@/lib/core/errors";
import { listOpenTickets } from "@/lib/tickets/queries";
import type { Customer, CustomerCard } from "./schema";

function visible(viewer: Viewer): SQL | undefined {
  if (viewer.kind === "customer") return eq(users.id, viewer.userId);
  if (viewer.kind === "assistant") return eq(users.id, viewer.customerId);
  return viewer.kind === "visitor" ? sql`false` : undefined;
}

export async function getCustomer(viewer: Viewer, id: string): Promise<Customer> {
  authorize(viewer, "customer.read");
  return as(viewer, (tx) => loadCustomer(tx, viewer, id));
}

/** One visible customer inside a transaction; for queries and for the answer of a command. */
export async function loadCustomer(tx: Tx, viewer: Viewer, id: string): Promise<Customer> {
  const [row] = await tx
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      organization: organizations.name,
      // Who belongs to an organization has its plan.
      plan: sql<string>`coalesce(${organizations.plan}, ${customers.plan})`,
      phone: customers.phone,
      address: customers.address,
      language: customers.language,
      timeZone: customers.timeZone,
      contactMethod: customers.contactMethod,
      since: users.createdAt,
    })
    .from(users)
    .innerJoin(customers, eq(customers.userId, users.id))
    .leftJoin(organizations, eq(organizations.id, customers.organizationId))
    .where(and(visible(viewer), eq(users.id, id)));
  if (!row) throw notFound("Customer");
  return row;
}

/** How much of each the panel shows. */
const FEW = 5;

/** What an agent needs to know at a glance about the customer of a conversation. */
export async function getCustomerCard(viewer: StaffViewer, id: string): Promise<CustomerCard> {
  authorize(viewer, "customer.list");
  const [known, openTickets, orders] = await Promise.all([
    as(viewer, async (tx) => {
      const customer = await loadCustomer(tx, viewer, id);
      const [counts] = await tx
        .select({
          conversations: sql<number>`(select count(*)::int from ${conversations} where ${conversations.customerId} = ${id})`,
          tickets: sql<number>`(select count(*)::int from ${tickets} where ${tickets.customerId} = ${id})`,
        })
        .from(sql`(select 1) as one`);
      return { ...customer, ...(counts ?? { conversations: 0, tickets: 0 }) };
    }),
    listOpenTickets(viewer, id, FEW),
    listOrders(viewer, { customerId: id, limit: FEW }),
  ]);
  return { ...known, openTickets, orders: orders.items };
}
