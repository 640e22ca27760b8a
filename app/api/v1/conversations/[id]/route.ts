import { signedIn } from "@/lib/auth/narrow";
import { getConversation } from "@/lib/conversations/queries";
import { conversationView } from "@/lib/conversations/schema";
import { idParams, route } from "@/lib/core/route";

export const GET = route(
  {
    method: "GET",
    path: "/conversations/{id}",
    tag: "Conversations",
    summary: "One conversation: owner, status, what it is about",
    permission: "conversation.read",
    params: idParams,
    responses: { 200: conversationView },
  },
  async ({ viewer, params }) => ({ body: await getConversation(signedIn(viewer), params.id) }),
);
