import { z } from "zod";
import { pageOf, pageQuery, route } from "@/lib/core/route";
import { createArticle } from "@/lib/knowledge/drafts";
import {
  ARTICLE_BYTES,
  createArticleInput,
  createdArticle,
  staffArticle,
  staffArticlesFilter,
} from "@/lib/knowledge/editing-schema";
import { listArticlesForStaff } from "@/lib/knowledge/staff-queries";

export const GET = route(
  {
    method: "GET",
    path: "/knowledge/articles",
    tag: "Knowledge",
    summary: "Articles in every state, changed last first",
    permission: "article.write",
    query: z.strictObject({ ...staffArticlesFilter, ...pageQuery }),
    responses: { 200: pageOf(staffArticle) },
  },
  async ({ viewer, query: { cursor, limit, ...filter } }) => ({
    body: await listArticlesForStaff(viewer, filter, { cursor, limit }),
  }),
);

export const POST = route(
  {
    method: "POST",
    path: "/knowledge/articles",
    tag: "Knowledge",
    summary: "Begin an article, or a translation of one; only the team sees it until it is published",
    permission: "article.write",
    body: createArticleInput,
    bodyLimit: ARTICLE_BYTES,
    responses: { 201: createdArticle },
  },
  async ({ viewer, body }) => ({ status: 201, body: await createArticle(viewer, body) }),
);
