import { idParams, route } from "@/lib/core/route";
import { publishDraft } from "@/lib/knowledge/commands";
import { publishDraftInput, publishedArticle } from "@/lib/knowledge/editing-schema";

export const POST = route(
  {
    method: "POST",
    path: "/knowledge/articles/{id}/publish",
    tag: "Knowledge",
    summary: "Publish the draft as a new version, unless it was changed since it was read",
    permission: "article.publish",
    params: idParams,
    body: publishDraftInput,
    responses: { 200: publishedArticle },
  },
  async ({ viewer, params, body }) => ({ body: await publishDraft(viewer, params.id, body) }),
);
