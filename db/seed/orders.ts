/** What customers of the demo bought. An order is made when a conversation needs one that fits its story. */
import type { OrderItem, orders } from "@/db/schema/catalogue";
import type { OrderAge } from "./dialogues/script";
import { products, type SeedProduct } from "./products";
import { idOf, type Random } from "./random";

export type Order = typeof orders.$inferInsert & { items: OrderItem[]; placedAt: Date };
type Stage = "placed" | "packed" | "shipped" | "delivered";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PACKED_AFTER = 20 * HOUR;
const SHIPPED_AFTER = 44 * HOUR;

/** How long before the conversation the order was placed, in hours. */
const ageInHours: Record<OrderAge, [least: number, most: number]> = {
  placed: [1, 16],
  packed: [22, 40],
  shipped: [60, 110],
  "just delivered": [200, 300],
  delivered: [230, 560],
  "a month ago": [40 * 24, 44 * 24],
  "long ago": [420 * 24, 800 * 24],
};

function stageAt(order: Order, at: Date): Stage {
  const age = at.getTime() - order.placedAt.getTime();
  if (order.estimatedDelivery && at >= order.estimatedDelivery) return "delivered";
  if (age >= SHIPPED_AFTER) return "shipped";
  return age >= PACKED_AFTER ? "packed" : "placed";
}

export type KnownOrder = {
  sku: string;
  status: "placed" | "shipped" | "delivered";
  placedDaysAgo: number;
  deliveredDaysAgo?: number;
};

/** In every state, and on both sides of what the assistant may refund by itself; the same in every demo. */
export const knownOrders: readonly KnownOrder[] = [
  { sku: "EF-TRAY", status: "delivered", placedDaysAgo: 67, deliveredDaysAgo: 61 },
  { sku: "EF-GLIMD", status: "delivered", placedDaysAgo: 8, deliveredDaysAgo: 2 },
  { sku: "EF-MAT", status: "delivered", placedDaysAgo: 6, deliveredDaysAgo: 1 },
  { sku: "EF-RS1", status: "shipped", placedDaysAgo: 3 },
  { sku: "EF-PERCHF", status: "placed", placedDaysAgo: 0.05 },
];

export const productNamed = (about: readonly string[]): SeedProduct[] =>
  products.filter((p) => about.includes(p.sku) || about.includes(p.category));

/** Keeps every order made so far and answers with one that fits. */
export class OrderBook {
  readonly all: Order[] = [];
  /** Orders whose end is told already; no other story may use them. */
  private readonly ended = new Set<Order>();
  private readonly random: Random;
  private readonly now: Date;
  private number = 204_000;

  constructor(random: Random, now: Date) {
    this.random = random;
    this.now = now;
  }

  /**
   * An order of this customer that had come as far as `age` says at that moment and holds one of `wanted`;
   * always another one when it must be `fresh`.
   */
  fitting(customerId: string, age: OrderAge, at: Date, wanted: readonly SeedProduct[], fresh = false): Order {
    const [least, most] = ageInHours[age];
    const skus = new Set(wanted.map((p) => p.sku));
    const known = this.all.find((o) => {
      const hours = (at.getTime() - o.placedAt.getTime()) / HOUR;
      const isOne = o.customerId === customerId && o.items.some((item) => skus.has(item.sku));
      return isOne && !fresh && !this.ended.has(o) && hours >= least && hours <= most;
    });
    if (known) return known;
    const placedAt = new Date(at.getTime() - this.random.between(least * 60, most * 60) * 60_000);
    return this.add(customerId, placedAt, this.random.pick(wanted), 1);
  }

  add(customerId: string, placedAt: Date, main: SeedProduct, quantity: number): Order {
    this.number += this.random.between(3, 37);
    const number = `EF-${this.number}`;
    const items = [itemOf(main, quantity)];
    if (this.random.chance(0.4)) {
      const extra = this.random.pick(productNamed(["accessories", "lighting"]));
      if (extra.sku !== main.sku) items.push(itemOf(extra, 1));
    }
    const estimatedDelivery = new Date(placedAt.getTime() + this.random.between(5, 8) * DAY + 3 * HOUR);
    const order: Order = {
      id: idOf(`order:${number}`),
      number,
      customerId,
      status: "placed",
      items,
      totalCents: items.reduce((sum, item) => sum + item.quantity * item.priceCents, 0),
      currency: "EUR",
      placedAt,
      estimatedDelivery,
      deliveredAt: null,
      trackingCode: null,
    };
    order.status = stageAt(order, this.now);
    if (order.status === "delivered") order.deliveredAt = estimatedDelivery;
    if (order.status === "delivered" || order.status === "shipped")
      order.trackingCode = `NF${this.random.between(10_000_000, 99_999_999)}DE`;
    this.all.push(order);
    return order;
  }

  /** One order of one article, as it stands now: for the accounts that visitors sign in with. */
  put(customerId: string, { sku, status, placedDaysAgo, deliveredDaysAgo }: KnownOrder): Order {
    const main = products.find((product) => product.sku === sku);
    if (!main) throw new Error(`there is no ${sku}`);
    this.number += 11;
    const number = `EF-${this.number}`;
    const ago = (days: number) => new Date(this.now.getTime() - days * DAY);
    const deliveredAt = deliveredDaysAgo === undefined ? null : ago(deliveredDaysAgo);
    const order: Order = {
      id: idOf(`order:${number}`),
      number,
      customerId,
      status,
      items: [itemOf(main, 1)],
      totalCents: main.priceCents,
      currency: "EUR",
      placedAt: ago(placedDaysAgo),
      estimatedDelivery: deliveredAt ?? ago(placedDaysAgo - 6),
      deliveredAt,
      trackingCode: status === "placed" ? null : `NF${70_000_000 + this.number}DE`,
    };
    this.all.push(order);
    return order;
  }

  /** What became of it later, where a conversation says so. */
  end(order: Order, status: "cancelled" | "returned"): void {
    order.status = status;
    this.ended.add(order);
    if (status === "cancelled") Object.assign(order, { deliveredAt: null, trackingCode: null });
  }
}

const itemOf = (p: SeedProduct, quantity: number): OrderItem => ({
  sku: p.sku,
  name: p.name,
  quantity,
  priceCents: p.priceCents,
});
