import { staff } from "@/lib/auth/narrow";
import { idParams, route } from "@/lib/core/route";
import { dismissSuggestion } from "@/lib/suggestions/commands";
import { dismissSuggestionInput } from "@/lib/suggestions/schema";

export const POST = route(
  {
    method: "POST",
    path: "/knowledge/suggestions/{id}/dismiss",
    tag: "Knowledge",
    summary: "Dismiss a suggestion; its gap stays",
    permission: "gap.decide",
    params: idParams,
    body: dismissSuggestionInput,
    responses: { 204: "Dismissed" },
  },
  async ({ viewer, params, body }) => {
    await dismissSuggestion(staff(viewer), params.id, body);
    return new Response(null, { status: 204 });
  },
);
