import { z } from "zod";
import { route } from "@/lib/core/route";
import { articleCounts, staffArticlesFilter } from "@/lib/knowledge/editing-schema";
import { countArticlesForStaff } from "@/lib/knowledge/staff-queries";

export const GET = route(
  {
    method: "GET",
    path: "/knowledge/articles/counts",
    tag: "Knowledge",
    summary: "How many articles match, and how many stand in each usual list",
    permission: "article.write",
    query: z.strictObject(staffArticlesFilter),
    responses: { 200: articleCounts },
  },
  async ({ viewer, query }) => ({ body: await countArticlesForStaff(viewer, query) }),
);
