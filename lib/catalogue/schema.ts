/** Answers of the catalogue: products and orders, with money in cents and as text. Pure. */
import { z } from "zod";

export { moneyText } from "./money";

const iso = z.date().transform((date) => date.toISOString());

export const orderStatuses = ["placed", "packed", "shipped", "delivered", "cancelled", "returned"] as const;

export const orderView = z.object({
  id: z.uuid(),
  number: z.string(),
  status: z.enum(orderStatuses),
  items: z.array(
    z.object({ sku: z.string(), name: z.string(), quantity: z.number(), priceCents: z.number() }),
  ),
  totalCents: z.number(),
  currency: z.string(),
  placedAt: iso,
  estimatedDelivery: iso.nullable(),
  deliveredAt: iso.nullable(),
  trackingCode: z.string().nullable(),
});
export type Order = z.input<typeof orderView>;
export type OrderView = z.output<typeof orderView>;

export type Product = {
  id: string;
  sku: string;
  name: string;
  description: string;
  category: string;
  priceCents: number;
  currency: string;
  stock: number;
  attributes: Record<string, string>;
};
