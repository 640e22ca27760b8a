/** Reading products (everybody) and orders (their customer, the assistant for them, staff). */
import "server-only";
import { and, desc, eq, ilike, inArray, or, type SQL, sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { orders, products } from "@/db/schema/catalogue";
import { authorize } from "@/lib/auth/policy";
import type { Viewer } from "@/lib/auth/viewer";
import { decodeCursor, pageOfRows } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import { clean, MAX } from "@/lib/core/text";
import type { Order, Product } from "./schema";

const product = {
  id: products.id,
  sku: products.sku,
  name: products.name,
  description: products.description,
  category: products.category,
  priceCents: products.priceCents,
  currency: products.currency,
  stock: products.stock,
  attributes: products.attributes,
};

const words = sql`(setweight(to_tsvector('english', ${products.name}), 'A')
  || setweight(to_tsvector('english', ${products.category}), 'B')
  || setweight(to_tsvector('english', ${products.description}), 'C'))`;

/** Words of a question that a product is searched by; more only cost time. */
const MAX_WORDS = 12;

const like = (text: string) => text.replace(/[\\%_]/g, "\\$&");

/** Products that share a word with the query or carry its text as SKU or name, best match first. */
export async function searchProducts(
  viewer: Viewer,
  { query, category, limit }: { query: string; category?: string | null; limit: number },
): Promise<Product[]> {
  authorize(viewer, "product.read");
  const text = clean(query).slice(0, MAX.search);
  const any = (text.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, MAX_WORDS).join(" or ");
  const wanted = sql`websearch_to_tsquery('english', ${any})`;
  // "chair" means the category "chairs", and "standing desks" contains "desk".
  const inCategory = category ? ilike(products.category, `%${like(clean(category))}%`) : undefined;
  const hit: SQL | undefined = text
    ? or(
        sql`${words} @@ ${wanted}`,
        ilike(products.sku, `${like(text)}%`),
        ilike(products.name, `%${like(text)}%`),
      )
    : undefined;
  return as(viewer, (tx) =>
    tx
      .select(product)
      .from(products)
      .where(and(inCategory, hit))
      .orderBy(
        desc(sql`(${products.sku} ilike ${like(text)})::int + ts_rank(${words}, ${wanted})`),
        products.name,
      )
      .limit(limit),
  );
}

const order = {
  id: orders.id,
  number: orders.number,
  status: orders.status,
  items: orders.items,
  totalCents: orders.totalCents,
  currency: orders.currency,
  placedAt: orders.placedAt,
  estimatedDelivery: orders.estimatedDelivery,
  deliveredAt: orders.deliveredAt,
  trackingCode: orders.trackingCode,
};

/** Orders that the viewer may know of. The database says the same once more. */
function visible(viewer: Viewer): SQL | undefined {
  if (viewer.kind === "customer") return eq(orders.customerId, viewer.userId);
  if (viewer.kind === "assistant") return eq(orders.customerId, viewer.customerId);
  return viewer.kind === "visitor" ? sql`false` : undefined;
}

export type ListOrders = {
  customerId?: string;
  status?: Order["status"];
  cursor?: string;
  limit: number;
};

/** Newest first. Staff name the customer; for everybody else it is who they are (or work for). */
export async function listOrders(
  viewer: Viewer,
  { customerId, status, cursor, limit }: ListOrders,
): Promise<{ items: Order[]; nextCursor: string | null }> {
  authorize(viewer, "order.read");
  const from = decodeCursor(cursor);
  const rows = await as(viewer, (tx) =>
    tx
      .select({ ...order, at: orders.placedAt })
      .from(orders)
      .where(
        and(
          visible(viewer),
          customerId ? eq(orders.customerId, customerId) : undefined,
          status ? eq(orders.status, status) : undefined,
          from
            ? sql`(${orders.placedAt}, ${orders.id}) < (${from.at.toISOString()}::timestamptz, ${from.id}::uuid)`
            : undefined,
        ),
      )
      .orderBy(sql`${orders.placedAt} desc nulls last`, desc(orders.id))
      .limit(limit + 1),
  );
  const page = pageOfRows(rows, limit);
  return { items: page.rows.map(({ at: _, ...row }) => row), nextCursor: page.nextCursor };
}

export async function getOrder(viewer: Viewer, number: string): Promise<Order> {
  authorize(viewer, "order.read");
  return as(viewer, (tx) => loadOrder(tx, viewer, number));
}

/** One visible order inside a transaction, by its number however it is written: "ef-204012" and "#EF-204012" as well. */
export async function loadOrder(tx: Tx, viewer: Viewer, number: string): Promise<Order> {
  const wanted = clean(number).replace(/^#\s*/, "");
  const [row] = await tx
    .select(order)
    .from(orders)
    .where(and(visible(viewer), inArray(orders.number, [wanted, wanted.toUpperCase()])));
  if (!row) throw notFound("Order");
  return row;
}
