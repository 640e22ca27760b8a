import { signedIn, staff } from "@/lib/auth/narrow";
import { release } from "@/lib/conversations/commands";
import { getConversation } from "@/lib/conversations/queries";
import { conversationView } from "@/lib/conversations/schema";
import { idParams, noBody, route } from "@/lib/core/route";

export const POST = route(
  {
    method: "POST",
    path: "/conversations/{id}/release",
    tag: "Handover",
    summary: "Put it back in the queue",
    permission: "conversation.release",
    params: idParams,
    body: noBody,
    responses: { 200: conversationView },
  },
  async ({ viewer, params }) => {
    await release(staff(viewer), params.id);
    return { body: await getConversation(signedIn(viewer), params.id) };
  },
);
