import { signedIn } from "@/lib/auth/narrow";
import { resolve } from "@/lib/conversations/commands";
import { getConversation } from "@/lib/conversations/queries";
import { conversationView } from "@/lib/conversations/schema";
import { idParams, noBody, route } from "@/lib/core/route";

export const POST = route(
  {
    method: "POST",
    path: "/conversations/{id}/resolve",
    tag: "Handover",
    summary: "Mark it as resolved",
    permission: "conversation.resolve",
    params: idParams,
    body: noBody,
    responses: { 200: conversationView },
  },
  async ({ viewer, params }) => {
    await resolve(signedIn(viewer), params.id);
    return { body: await getConversation(signedIn(viewer), params.id) };
  },
);
