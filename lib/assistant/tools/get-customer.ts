/** The customer's own profile, plan, preferences, latest orders, tickets and earlier conversations, in one call. */
import "server-only";
import { z } from "zod";
import { listOrders } from "@/lib/catalogue/queries";
import { listEarlierConversations } from "@/lib/conversations/earlier";
import { getCustomer } from "@/lib/customers/queries";
import { listOpenTickets, listTickets } from "@/lib/tickets/queries";
import { defineTool, READ_MS } from "./define";
import { orderLine, orderLineOf } from "./orders";
import { few, line, moment, shaped } from "./results";
import { ticketLine, ticketLineOf } from "./tickets";

const FEW = 10;
const FEWER = 5;

const result = z.object({
  name: line(80),
  email: line(254),
  plan: line(40),
  organization: line(120).nullable(),
  language: z.string(),
  time_zone: z.string().nullable(),
  contact_method: z.enum(["email", "in_app"]),
  phone: line(30).nullable(),
  address: line(300).nullable(),
  customer_since: moment,
  orders: few(orderLine, FEW),
  open_tickets: few(ticketLine, FEW),
  /** How earlier matters ended. */
  recent_tickets: few(ticketLine, FEWER),
  earlier_conversations: few(
    z.object({
      subject: line(120),
      outcome: z.enum(["open", "pending", "resolved, confirmed by the customer", "resolved"]),
      started_at: moment,
    }),
    FEWER,
  ),
});

export const getCustomerTool = defineTool({
  name: "get_customer",
  description:
    "The customer's profile, plan, preferences, latest orders, open and recent tickets, and what earlier conversations were about and how they ended.",
  parameters: z.object({}),
  timeoutMs: READ_MS,
  async work(viewer) {
    const [customer, orders, open, ended, earlier] = await Promise.all([
      getCustomer(viewer, viewer.customerId),
      listOrders(viewer, { limit: FEW }),
      listOpenTickets(viewer, viewer.customerId, FEW),
      listTickets(viewer, { status: ["resolved", "closed"], limit: FEWER }),
      listEarlierConversations(viewer, FEWER),
    ]);
    return shaped(result, {
      name: customer.name,
      email: customer.email,
      plan: customer.plan,
      organization: customer.organization,
      language: customer.language,
      time_zone: customer.timeZone,
      contact_method: customer.contactMethod,
      phone: customer.phone,
      address: customer.address,
      customer_since: customer.since,
      orders: orders.items.map(orderLineOf),
      open_tickets: open.map(ticketLineOf),
      recent_tickets: ended.items.map(ticketLineOf),
      earlier_conversations: earlier.map(({ subject, status, resolution, startedAt }) => ({
        subject,
        outcome:
          status !== "resolved"
            ? status
            : resolution === "confirmed"
              ? ("resolved, confirmed by the customer" as const)
              : ("resolved" as const),
        started_at: startedAt,
      })),
    });
  },
});
