import { idParams, route } from "@/lib/core/route";
import { discardDraft, saveDraft } from "@/lib/knowledge/drafts";
import { ARTICLE_BYTES, draftActInput, saveDraftInput, savedDraft } from "@/lib/knowledge/editing-schema";

const common = {
  path: "/knowledge/articles/{id}/draft",
  tag: "Knowledge",
  permission: "article.write",
  params: idParams,
} as const;

export const PATCH = route(
  {
    ...common,
    method: "PATCH",
    summary: "Save what has changed, unless somebody else was faster; begins the draft of a live article",
    body: saveDraftInput,
    bodyLimit: ARTICLE_BYTES,
    responses: { 200: savedDraft },
  },
  async ({ viewer, params, body }) => ({ body: await saveDraft(viewer, params.id, body) }),
);

export const DELETE = route(
  {
    ...common,
    method: "DELETE",
    summary: "Discard the draft, and the article with it when it was never published",
    body: draftActInput,
    responses: { 204: "The draft is gone" },
  },
  async ({ viewer, params, body }) => {
    await discardDraft(viewer, params.id, body);
    return new Response(null, { status: 204 });
  },
);
