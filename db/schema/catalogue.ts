/** What the company sells and what its customers bought. */
import { index, integer, jsonb, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { users } from "./people";

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

export const products = pgTable(
  "products",
  {
    id: uuid("id").primaryKey(),
    sku: text("sku").notNull(),
    name: text("name").notNull(),
    description: text("description").notNull(),
    category: text("category").notNull(),
    priceCents: integer("price_cents").notNull(),
    currency: text("currency").notNull().default("EUR"),
    stock: integer("stock").notNull().default(0),
    attributes: jsonb("attributes").$type<Record<string, string>>().notNull().default({}),
  },
  (t) => [uniqueIndex("products_sku").on(t.sku), index("products_category").on(t.category, t.name)],
);

export type OrderItem = { sku: string; name: string; quantity: number; priceCents: number };

export const orders = pgTable(
  "orders",
  {
    id: uuid("id").primaryKey(),
    number: text("number").notNull(),
    customerId: uuid("customer_id")
      .notNull()
      .references(() => users.id),
    status: text("status", {
      enum: ["placed", "packed", "shipped", "delivered", "cancelled", "returned"],
    }).notNull(),
    items: jsonb("items").$type<OrderItem[]>().notNull(),
    totalCents: integer("total_cents").notNull(),
    currency: text("currency").notNull().default("EUR"),
    placedAt: at("placed_at").notNull(),
    estimatedDelivery: at("estimated_delivery"),
    deliveredAt: at("delivered_at"),
    trackingCode: text("tracking_code"),
  },
  (t) => [
    uniqueIndex("orders_number").on(t.number),
    index("orders_customer").on(t.customerId, t.placedAt.desc()),
  ],
);

/** One row per one-time step of the installation (the demo seed, for example). */
export const installation = pgTable("installation", {
  step: text("step").primaryKey(),
  doneAt: at("done_at").notNull().defaultNow(),
});
