/** The customer's own orders, newest first. */
import "server-only";
import { z } from "zod";
import { listOrders } from "@/lib/catalogue/queries";
import { orderStatuses } from "@/lib/catalogue/schema";
import { defineTool, READ_MS } from "./define";
import { orderLine, orderLineOf } from "./orders";
import { few, shaped } from "./results";

const MAX_ORDERS = 10;
const result = z.object({ orders: few(orderLine, MAX_ORDERS), more: z.boolean() });

export const listOrdersTool = defineTool({
  name: "list_orders",
  description: "List the customer's own orders, newest first. For one order in full, use get_order.",
  parameters: z.object({
    status: z.enum(orderStatuses).nullable().describe("Only orders with this status; null for all"),
    limit: z.number().int().min(1).max(MAX_ORDERS).describe("Usually 5"),
  }),
  timeoutMs: READ_MS,
  async work(viewer, { status, limit }) {
    const { items, nextCursor } = await listOrders(viewer, { status: status ?? undefined, limit });
    return shaped(result, { orders: items.map(orderLineOf), more: nextCursor !== null });
  },
});
