import { signedIn, staff } from "@/lib/auth/narrow";
import { takeOver } from "@/lib/conversations/commands";
import { getConversation } from "@/lib/conversations/queries";
import { conversationView } from "@/lib/conversations/schema";
import { idParams, noBody, route } from "@/lib/core/route";

export const POST = route(
  {
    method: "POST",
    path: "/conversations/{id}/takeover",
    tag: "Handover",
    summary: "Become the owner, whoever holds it",
    permission: "conversation.takeOver",
    params: idParams,
    body: noBody,
    responses: { 200: conversationView },
  },
  async ({ viewer, params }) => {
    await takeOver(staff(viewer), params.id);
    return { body: await getConversation(signedIn(viewer), params.id) };
  },
);
