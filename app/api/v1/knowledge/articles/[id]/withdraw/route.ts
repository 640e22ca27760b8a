import { idParams, route } from "@/lib/core/route";
import { withdrawDraft } from "@/lib/knowledge/drafts";
import { draftActInput, draftState } from "@/lib/knowledge/editing-schema";

export const POST = route(
  {
    method: "POST",
    path: "/knowledge/articles/{id}/withdraw",
    tag: "Knowledge",
    summary: "Take the draft back from review, and from a planned publication",
    permission: "article.write",
    params: idParams,
    body: draftActInput,
    responses: { 200: draftState },
  },
  async ({ viewer, params, body }) => ({ body: await withdrawDraft(viewer, params.id, body) }),
);
