import { idParams, route } from "@/lib/core/route";
import { restoreVersionInput, savedDraft } from "@/lib/knowledge/editing-schema";
import { restoreVersion } from "@/lib/knowledge/versions";

export const POST = route(
  {
    method: "POST",
    path: "/knowledge/articles/{id}/restore",
    tag: "Knowledge",
    summary: "Make a draft of an old version; what readers see stays until it is published",
    permission: "article.write",
    params: idParams,
    body: restoreVersionInput,
    responses: { 200: savedDraft },
  },
  async ({ viewer, params, body }) => ({ body: await restoreVersion(viewer, params.id, body.version, body) }),
);
