/** What has been refunded of an order, and what still may be. A foreign order is "not found". */
import "server-only";
import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { orders } from "@/db/schema/catalogue";
import { refunds } from "@/db/schema/tools";
import { authorize } from "@/lib/auth/policy";
import type { AssistantViewer, Viewer } from "@/lib/auth/viewer";
import { loadOrder } from "@/lib/catalogue/queries";
import type { Order } from "@/lib/catalogue/schema";
import { judgeRefund, type Refundable, refundable } from "./rules";
import type { Refund } from "./schema";

/** Shown of one order; more than a handful is a matter for people. */
const FEW = 20;

export type OrderRefunds = { order: Order; refunds: Refund[]; refundable: Refundable };

/** One order with its refunds, newest first. */
export async function getOrderRefunds(viewer: Viewer, orderNumber: string): Promise<OrderRefunds> {
  authorize(viewer, "order.read");
  return as(viewer, async (tx) => {
    const order = await loadOrder(tx, viewer, orderNumber);
    const rows = await tx
      .select({
        id: refunds.id,
        orderNumber: orders.number,
        amountCents: refunds.amountCents,
        currency: refunds.currency,
        reason: refunds.reason,
        state: refunds.state,
        createdAt: refunds.createdAt,
      })
      .from(refunds)
      .innerJoin(orders, eq(orders.id, refunds.orderId))
      .where(eq(refunds.orderId, order.id))
      .orderBy(desc(refunds.createdAt))
      .limit(FEW);
    const { refundedCents, now } = await refundedOf(tx, order.id);
    return { order, refunds: rows, refundable: refundable(order, refundedCents, now) };
  });
}

/**
 * What all refunds of the order would come to with this one, in cents, for the limit above which a person decides: a
 * refund that is split counts like the whole. 0 for what the rules refuse anyway, and for an order that is not theirs.
 */
export async function refundAmountCents(
  viewer: AssistantViewer,
  { orderNumber, amountCents }: { orderNumber: string; amountCents: number | null },
): Promise<number> {
  authorize(viewer, "order.read");
  return as(viewer, async (tx) => {
    const order = await loadOrder(tx, viewer, orderNumber).catch(() => null);
    if (!order) return 0;
    const { refundedCents, now } = await refundedOf(tx, order.id);
    const verdict = judgeRefund(order, refundedCents, amountCents, now);
    return verdict.ok ? refundedCents + verdict.amountCents : 0;
  });
}

/** What counts against the order's total, and the database's time; inside a transaction that may see the order. */
export async function refundedOf(tx: Tx, orderId: string): Promise<{ refundedCents: number; now: Date }> {
  const [row] = await tx
    .select({
      refundedCents: sql<number>`coalesce(sum(${refunds.amountCents}), 0)::int`,
      now: sql<string>`clock_timestamp()`,
    })
    .from(refunds)
    .where(and(eq(refunds.orderId, orderId), inArray(refunds.state, ["granted", "paid"])));
  return { refundedCents: row?.refundedCents ?? 0, now: new Date(row?.now ?? Date.now()) };
}
