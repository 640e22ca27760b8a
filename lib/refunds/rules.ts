/**
 * What the assistant may refund by itself, and why not: one pure function for the tool that answers, the gate that
 * asks for an approval, and the transaction that writes. What it refuses, a person can still decide.
 */
import { moneyText, type Order } from "@/lib/catalogue/schema";

/** Days from delivery; what is asked for later, a person decides. */
export const REFUND_DAYS = 30;

const DAY = 86_400_000;

export type RefundOrder = Pick<Order, "number" | "status" | "totalCents" | "currency" | "deliveredAt">;

export type Refundable =
  /** `until`: null when it does not run out. */
  | { ok: true; maxCents: number; until: Date | null }
  | { ok: false; because: "on_its_way" | "too_late" | "nothing_left" };

/** How much of an order can be refunded now, when `refundedCents` of it were already. */
export function refundable(order: RefundOrder, refundedCents: number, now: Date): Refundable {
  // Packed goods cannot be stopped any more: they have to arrive, or to come back.
  if (order.status === "packed" || order.status === "shipped") return { ok: false, because: "on_its_way" };
  let until: Date | null = null;
  if (order.status === "delivered") {
    until = order.deliveredAt && new Date(order.deliveredAt.getTime() + REFUND_DAYS * DAY);
    if (!until || now > until) return { ok: false, because: "too_late" };
  }
  const maxCents = order.totalCents - refundedCents;
  return maxCents > 0 ? { ok: true, maxCents, until } : { ok: false, because: "nothing_left" };
}

export type RefundVerdict = { ok: true; amountCents: number } | { ok: false; text: string };

/** Whether this amount (null: all that is left) may be refunded; the sentence for whoever asked when not. */
export function judgeRefund(
  order: RefundOrder,
  refundedCents: number,
  amountCents: number | null,
  now: Date,
): RefundVerdict {
  const found = refundable(order, refundedCents, now);
  if (!found.ok) return { ok: false, text: refusalText(order, found.because) };
  const amount = amountCents ?? found.maxCents;
  if (!Number.isSafeInteger(amount) || amount <= 0)
    return { ok: false, text: "The amount of a refund must be more than zero." };
  if (amount > found.maxCents)
    return {
      ok: false,
      text: `At most ${moneyText(found.maxCents, order.currency)} of order ${order.number} can be refunded.`,
    };
  return { ok: true, amountCents: amount };
}

export function refusalText(
  order: RefundOrder,
  because: Exclude<Refundable, { ok: true }>["because"],
): string {
  switch (because) {
    case "on_its_way":
      return `Order ${order.number} is ${order.status === "packed" ? "packed already" : "on its way"}. It can be refunded when it has arrived or come back.`;
    case "too_late":
      return `Order ${order.number} was delivered more than ${REFUND_DAYS} days ago, so a person of the team has to decide about a refund.`;
    case "nothing_left":
      return `Order ${order.number} has been refunded in full already.`;
  }
}
