import { idParams, noBody, route } from "@/lib/core/route";
import { unarchiveArticle } from "@/lib/knowledge/commands";

export const POST = route(
  {
    method: "POST",
    path: "/knowledge/articles/{id}/unarchive",
    tag: "Knowledge",
    summary: "Show readers again what they saw last",
    permission: "article.publish",
    params: idParams,
    body: noBody,
    responses: { 204: "Readers see it again" },
  },
  async ({ viewer, params }) => {
    await unarchiveArticle(viewer, params.id);
    return new Response(null, { status: 204 });
  },
);
