import { z } from "zod";
import { limits } from "@/lib/core/limits";
import { route } from "@/lib/core/route";
import { articleHit, searchQuery } from "@/lib/knowledge/schema";
import { searchArticles } from "@/lib/knowledge/search";

export const GET = route(
  {
    method: "GET",
    path: "/search/articles",
    tag: "Knowledge",
    summary: "Articles that answer a question, best first, each with its best passage",
    permission: "article.read",
    query: z.strictObject({ q: searchQuery, limit: z.coerce.number().int().min(1).max(50).default(10) }),
    limits: [limits.searchPerMinute],
    responses: {
      200: z.object({
        /** Whether the first result answers the question; else they are only near it. */
        answerable: z.boolean(),
        items: z.array(articleHit),
      }),
    },
  },
  async ({ viewer, query }) => ({
    body: await searchArticles(viewer, { query: query.q, limit: query.limit }),
  }),
);
