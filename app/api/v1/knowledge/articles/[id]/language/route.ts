import { idParams, route } from "@/lib/core/route";
import { changeLanguage } from "@/lib/knowledge/change-language";
import { changeLanguageInput } from "@/lib/knowledge/editing-schema";

export const PUT = route(
  {
    method: "PUT",
    path: "/knowledge/articles/{id}/language",
    tag: "Knowledge",
    summary: "Put right in which language an article is; once it was published, a manager does it",
    permission: "article.write",
    params: idParams,
    body: changeLanguageInput,
    responses: { 204: "The article is in that language" },
  },
  async ({ viewer, params, body }) => {
    await changeLanguage(viewer, params.id, body);
    return new Response(null, { status: 204 });
  },
);
