import { idParams, noBody, route } from "@/lib/core/route";
import { archiveArticle } from "@/lib/knowledge/commands";

export const POST = route(
  {
    method: "POST",
    path: "/knowledge/articles/{id}/archive",
    tag: "Knowledge",
    summary: "Hide the article from readers and search; everything is kept",
    permission: "article.publish",
    params: idParams,
    body: noBody,
    responses: { 204: "Readers do not see it any more" },
  },
  async ({ viewer, params }) => {
    await archiveArticle(viewer, params.id);
    return new Response(null, { status: 204 });
  },
);
