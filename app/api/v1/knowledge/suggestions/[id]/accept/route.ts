import { staff } from "@/lib/auth/narrow";
import { idParams, route } from "@/lib/core/route";
import { acceptSuggestion } from "@/lib/suggestions/commands";
import { acceptedView, acceptInput } from "@/lib/suggestions/schema";

export const POST = route(
  {
    method: "POST",
    path: "/knowledge/suggestions/{id}/accept",
    tag: "Knowledge",
    summary: "Make a draft of a suggestion, and keep its question as a test",
    permission: "gap.decide",
    params: idParams,
    body: acceptInput,
    responses: { 200: acceptedView },
  },
  async ({ viewer, params, body }) => {
    return { body: await acceptSuggestion(staff(viewer), params.id, body) };
  },
);
