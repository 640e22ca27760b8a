import { staff } from "@/lib/auth/narrow";
import { idParams, noBody, route } from "@/lib/core/route";
import { suggestFromConversation } from "@/lib/suggestions/commands";
import { findSuggestion } from "@/lib/suggestions/queries";
import { suggestionFound, suggestionView } from "@/lib/suggestions/schema";

const common = { path: "/conversations/{id}/suggestion", tag: "Knowledge", params: idParams } as const;

export const GET = route(
  {
    ...common,
    method: "GET",
    summary: "The newest suggestion of a conversation that was not dismissed",
    permission: "gap.read",
    responses: { 200: suggestionFound },
  },
  async ({ viewer, params }) => ({
    body: { suggestion: await findSuggestion(staff(viewer), { conversationId: params.id }) },
  }),
);

export const POST = route(
  {
    ...common,
    method: "POST",
    summary: "Suggest an article or a change, of what people answered",
    permission: "gap.decide",
    body: noBody,
    responses: { 200: suggestionView },
  },
  async ({ viewer, params }) => ({ body: await suggestFromConversation(staff(viewer), params.id) }),
);
