import { z } from "zod";
import { route } from "@/lib/core/route";
import { listAllCategories, orderCategories } from "@/lib/knowledge/categories";
import { categoryOrder, categoryView } from "@/lib/knowledge/category-schema";

export const PUT = route(
  {
    method: "PUT",
    path: "/knowledge/categories/order",
    tag: "Knowledge",
    summary: "Put the named categories first, in this order; the others stay behind them",
    permission: "article.publish",
    body: categoryOrder,
    responses: { 200: z.object({ items: z.array(categoryView) }) },
  },
  async ({ viewer, body }) => {
    await orderCategories(viewer, body.ids);
    return { body: { items: await listAllCategories(viewer) } };
  },
);
