import { z } from "zod";
import { pageOf, pageQuery, route } from "@/lib/core/route";
import { listArticles } from "@/lib/knowledge/queries";
import { articleSummary } from "@/lib/knowledge/schema";

export const GET = route(
  {
    method: "GET",
    path: "/articles",
    tag: "Knowledge",
    summary: "Published articles in order of title; visitors see the public ones",
    permission: "article.read",
    query: z.strictObject({ category: z.string().min(1).max(40).optional(), ...pageQuery }),
    responses: { 200: pageOf(articleSummary) },
  },
  async ({ viewer, query }) => ({ body: await listArticles(viewer, query) }),
);
