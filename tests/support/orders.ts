/** Orders that a test needs, written as the shop's own books would. */
import { as } from "@/db/client";
import { orders } from "@/db/schema/catalogue";
import { systemViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";

let made = 0;

/** Delivered a day ago for 100.00, unless told otherwise. */
export async function makeOrder(customerId: string, given: Partial<typeof orders.$inferInsert> = {}) {
  const totalCents = given.totalCents ?? 10_000;
  const order = {
    id: newId(),
    number: `EF-${900_000 + ++made}`,
    customerId,
    status: "delivered" as const,
    items: [{ sku: "EF-LAMP", name: "Lamp", quantity: 1, priceCents: totalCents }],
    totalCents,
    placedAt: new Date(Date.now() - 9 * 86_400_000),
    deliveredAt: new Date(Date.now() - 86_400_000),
    ...given,
  };
  await as(systemViewer("test"), (tx) => tx.insert(orders).values(order));
  return order;
}
