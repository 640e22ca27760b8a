import { idParams, route } from "@/lib/core/route";
import { reviewedInput } from "@/lib/knowledge/editing-schema";
import { markReviewed } from "@/lib/knowledge/upkeep";

export const POST = route(
  {
    method: "POST",
    path: "/knowledge/articles/{id}/review",
    tag: "Knowledge",
    summary:
      "Say that the article was looked over and is true, and when to look again; by its owner or a manager",
    permission: "article.write",
    params: idParams,
    body: reviewedInput,
    responses: { 204: "The review is noted" },
  },
  async ({ viewer, params, body }) => {
    await markReviewed(viewer, params.id, body);
    return new Response(null, { status: 204 });
  },
);
