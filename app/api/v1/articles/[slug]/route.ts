import { z } from "zod";
import { route } from "@/lib/core/route";
import { getArticle } from "@/lib/knowledge/queries";
import { articleDetail, slugField } from "@/lib/knowledge/schema";

export const GET = route(
  {
    method: "GET",
    path: "/articles/{slug}",
    tag: "Knowledge",
    summary: "One article with its text in Markdown",
    permission: "article.read",
    params: z.object({ slug: slugField }),
    responses: { 200: articleDetail },
  },
  async ({ viewer, params }) => ({ body: await getArticle(viewer, params.slug) }),
);
