import { signedIn, staff } from "@/lib/auth/narrow";
import { claim } from "@/lib/conversations/commands";
import { getConversation } from "@/lib/conversations/queries";
import { conversationView } from "@/lib/conversations/schema";
import { idParams, noBody, route } from "@/lib/core/route";

export const POST = route(
  {
    method: "POST",
    path: "/conversations/{id}/claim",
    tag: "Handover",
    summary: "Take a waiting conversation; one of several claims wins",
    permission: "conversation.claim",
    params: idParams,
    body: noBody,
    responses: { 200: conversationView },
  },
  async ({ viewer, params }) => {
    await claim(staff(viewer), params.id);
    return { body: await getConversation(signedIn(viewer), params.id) };
  },
);
