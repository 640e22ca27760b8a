/** Products of the catalogue with price and stock. */
import "server-only";
import { z } from "zod";
import { searchProducts } from "@/lib/catalogue/queries";
import { moneyText } from "@/lib/catalogue/schema";
import { defineTool, READ_MS } from "./define";
import { few, line, shaped } from "./results";

const MAX_RESULTS = 8;
const result = z.object({
  products: few(
    z.object({
      sku: line(40),
      name: line(120),
      category: line(60),
      price: z.string(),
      stock: z.number(),
      description: line(300),
    }),
    MAX_RESULTS,
  ),
});

export const searchProductsTool = defineTool({
  name: "search_products",
  description: "Search the product catalogue by words, name or article number. Prices include tax.",
  parameters: z.object({
    query: z.string().max(500).describe("What the customer is looking for"),
    category: z.string().max(60).nullable().describe("Such as desks or chairs; null for all"),
  }),
  timeoutMs: READ_MS,
  async work(viewer, { query, category }) {
    const found = await searchProducts(viewer, { query, category, limit: MAX_RESULTS });
    return shaped(result, {
      products: found.map((product) => ({
        sku: product.sku,
        name: product.name,
        category: product.category,
        price: moneyText(product.priceCents, product.currency),
        stock: product.stock,
        description: product.description,
      })),
    });
  },
});
