import { idParams, route } from "@/lib/core/route";
import { submitDraft } from "@/lib/knowledge/drafts";
import { draftState, submitDraftInput } from "@/lib/knowledge/editing-schema";

export const POST = route(
  {
    method: "POST",
    path: "/knowledge/articles/{id}/submit",
    tag: "Knowledge",
    summary: "Ask for a review of the draft as it stands",
    permission: "article.write",
    params: idParams,
    body: submitDraftInput,
    responses: { 200: draftState },
  },
  async ({ viewer, params, body }) => ({ body: await submitDraft(viewer, params.id, body) }),
);
