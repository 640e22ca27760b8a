/** How an order is told to a model; the same in every tool that names one. Pure. */
import { z } from "zod";
import { moneyText, type Order, orderStatuses } from "@/lib/catalogue/schema";
import { line, moment } from "./results";

export const orderLine = z.object({
  number: line(40),
  status: z.enum(orderStatuses),
  placed_at: moment,
  items: line(300),
  total: z.string(),
  delivery_estimate: moment.nullable(),
  delivered_at: moment.nullable(),
});

export const orderLineOf = (order: Order): z.input<typeof orderLine> => ({
  number: order.number,
  status: order.status,
  placed_at: order.placedAt,
  items: order.items.map((item) => `${item.quantity} × ${item.name}`).join(", "),
  total: moneyText(order.totalCents, order.currency),
  delivery_estimate: order.deliveredAt || order.status === "cancelled" ? null : order.estimatedDelivery,
  delivered_at: order.deliveredAt,
});
