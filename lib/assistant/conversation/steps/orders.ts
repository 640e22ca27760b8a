/** Reading the customer's own orders and saying where they are. States only what a tool returned. Pure. */
import { type Json, type Order, ordersOf } from "../results";
import { type Shown, showing } from "../shown";
import { orderNumber } from "../slots";
import { readable, spokenDate } from "../spoken";
import { fold } from "../text";
import { isStep, offering, read, type Situation, type Step, say } from "./base";

const ARRIVED = /^(?:delivered|cancelled|canceled|returned|refunded|completed)$/i;
const LIMIT = 10;

/** The customer's latest orders, or the step that leads to them. */
export function readOrders(situation: Situation): Order[] | Step {
  const result: Record<string, Json> | Step = situation.tools.has("list_orders")
    ? read(situation, "list_orders", { status: null, limit: LIMIT })
    : read(situation, "get_customer", {});
  return isStep(result) ? result : ordersOf(result);
}

/** @param meant the order that "it" or "the second one" is, when the message names none. */
export function sayOrders(situation: Situation, meant: string | null = null): Step {
  const orders = readOrders(situation);
  if (!Array.isArray(orders)) return orders;
  if (orders.length === 0)
    return offering(
      "You have no orders on your account. If you ordered with another email address, our team can look for it.",
    );
  const shown = shownOrders(orders);
  const wanted = orderNumber(situation.state.message) ?? meant;
  if (wanted) {
    const order = orders.find((other) => isSameNumber(other.number, wanted));
    if (order) return sayOne(order, `Your order **${order.number}**`, "", shown);
    return say(
      `You have no order ${wanted} on your account. These are yours:\n\n${orders.map(orderRow).join("\n")}`,
      { shown },
    );
  }
  if (
    /\b(?:my (?:last |latest )?orders|all (?:my |the )?orders|list|which orders)\b/.test(
      fold(situation.state.message),
    )
  ) {
    return say(`Your orders:\n\n${orders.map(orderRow).join("\n")}`, { shown });
  }
  const order = likeliest(orders);
  const more = orders.length > 1 ? "\n\nIf you mean another order, tell me its number." : "";
  return sayOne(order, `Your latest order **${order.number}**`, more, shown);
}

/** The newest that is still on its way, or the newest. */
function likeliest(orders: Order[]): Order {
  const newest = [...orders].sort((a, b) => (b.placedAt ?? "").localeCompare(a.placedAt ?? ""));
  return (newest.find((other) => !ARRIVED.test(other.status)) ?? newest[0]) as Order;
}

export function shownOrders(orders: readonly Order[]): Shown | null {
  return showing(
    "orders",
    orders.map(({ number, items, status }) => ({ key: number, label: `${items ?? ""} ${status}`.trim() })),
  );
}

/** People often leave the letters of a number out. */
export function isSameNumber(number: string, said: string): boolean {
  return (
    bare(number) === bare(said) || (/^\d{4,}$/.test(said) && bare(number).replace(/^[a-z]+/, "") === said)
  );
}

function bare(number: string): string {
  return number.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function sayOne(order: Order, lead: string, more: string, shown: Shown | null): Step {
  const rows = [
    order.placedAt && `- Placed: ${spokenDate(order.placedAt)}`,
    order.items && `- Items: ${order.items}`,
    order.total && `- Total: ${order.total}`,
    order.estimate && `- Delivery estimate: ${spokenDate(order.estimate)}`,
    order.deliveredAt && `- Delivered: ${spokenDate(order.deliveredAt)}`,
  ].filter(Boolean);
  const text = `${lead} has the status **${readable(order.status)}**.${rows.length > 0 ? `\n\n${rows.join("\n")}` : ""}`;
  return say(text + more, {
    shown: shown && shown.items.length > 1 ? shown : null,
    focus: { kind: "order", key: order.number, label: order.items ?? "" },
  });
}

export function orderRow(order: Order): string {
  const what = order.items ? ` ${order.items},` : "";
  const when = order.placedAt ? `, placed ${spokenDate(order.placedAt)}` : "";
  return `- **${order.number}**:${what} ${readable(order.status)}${when}`;
}
