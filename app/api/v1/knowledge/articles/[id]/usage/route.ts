import { staff } from "@/lib/auth/narrow";
import { idParams, route } from "@/lib/core/route";
import { getArticleUsage } from "@/lib/knowledge/usage";
import { articleUsage } from "@/lib/knowledge/usage-schema";

export const GET = route(
  {
    method: "GET",
    path: "/knowledge/articles/{id}/usage",
    tag: "Knowledge",
    summary: "How often an article was cited, and what came of it",
    permission: "gap.read",
    params: idParams,

    responses: { 200: articleUsage },
  },
  async ({ viewer, params }) => ({ body: await getArticleUsage(staff(viewer), params.id) }),
);
