import { idParams, route } from "@/lib/core/route";
import { articlePatch, staffArticleDetail } from "@/lib/knowledge/editing-schema";
import { getArticleForStaff } from "@/lib/knowledge/staff-queries";
import { setUpkeep } from "@/lib/knowledge/upkeep";

const common = {
  path: "/knowledge/articles/{id}",
  tag: "Knowledge",
  params: idParams,
  responses: { 200: staffArticleDetail },
} as const;

export const GET = route(
  {
    ...common,
    method: "GET",
    summary: "An article with its draft, files, translations and old addresses",
    permission: "article.write",
  },
  async ({ viewer, params }) => ({ body: await getArticleForStaff(viewer, params.id) }),
);

export const PATCH = route(
  {
    ...common,
    method: "PATCH",
    summary: "Set who keeps an article true and when it is to be reviewed",
    permission: "article.publish",
    body: articlePatch,
  },
  async ({ viewer, params, body }) => {
    await setUpkeep(viewer, params.id, body);
    return { body: await getArticleForStaff(viewer, params.id) };
  },
);
