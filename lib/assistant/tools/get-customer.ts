/** The customer's own profile, plan, latest orders and open tickets, in one call. */
import "server-only";
import { z } from "zod";
import { listOrders } from "@/lib/catalogue/queries";
import { moneyText } from "@/lib/catalogue/schema";
import { getCustomer } from "@/lib/customers/queries";
import { listOpenTickets } from "@/lib/tickets/queries";
import { defineTool, READ_MS, shorten } from "./define";

const FEW = 10;

export const getCustomerTool = defineTool({
  name: "get_customer",
  description: "The customer's profile, plan, preferences, latest orders and open tickets.",
  parameters: z.object({}),
  timeoutMs: READ_MS,
  async work(viewer) {
    const [customer, orders, tickets] = await Promise.all([
      getCustomer(viewer, viewer.customerId),
      listOrders(viewer, { limit: FEW }),
      listOpenTickets(viewer, viewer.customerId, FEW),
    ]);
    return {
      name: customer.name,
      email: customer.email,
      plan: customer.plan,
      organization: customer.organization,
      language: customer.language,
      contact_method: customer.contactMethod,
      phone: customer.phone,
      orders: orders.items.map((order) => ({
        number: order.number,
        status: order.status,
        placed_at: order.placedAt,
        items: shorten(order.items.map((item) => `${item.quantity} × ${item.name}`).join(", "), 300),
        total: moneyText(order.totalCents, order.currency),
        delivery_estimate: order.deliveredAt ? null : order.estimatedDelivery,
      })),
      open_tickets: tickets.map((ticket) => ({
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
