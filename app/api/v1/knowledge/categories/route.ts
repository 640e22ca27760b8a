import { z } from "zod";
import { route } from "@/lib/core/route";
import { createCategory, listAllCategories } from "@/lib/knowledge/categories";
import { categoryInput, categoryView } from "@/lib/knowledge/category-schema";

const common = { path: "/knowledge/categories", tag: "Knowledge" } as const;

export const GET = route(
  {
    ...common,
    method: "GET",
    summary: "All categories in the order of the help center, with how many articles each holds",
    permission: "article.write",
    responses: { 200: z.object({ items: z.array(categoryView) }) },
  },
  async ({ viewer }) => ({ body: { items: await listAllCategories(viewer) } }),
);

export const POST = route(
  {
    ...common,
    method: "POST",
    summary: "Add a category at the end of the list",
    permission: "article.publish",
    body: categoryInput,
    responses: { 201: categoryView },
  },
  async ({ viewer, body }) => ({ status: 201, body: await createCategory(viewer, body) }),
);
