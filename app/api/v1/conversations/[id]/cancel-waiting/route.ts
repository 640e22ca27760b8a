import { customer, signedIn } from "@/lib/auth/narrow";
import { cancelWaiting } from "@/lib/conversations/commands";
import { getConversation } from "@/lib/conversations/queries";
import { conversationView } from "@/lib/conversations/schema";
import { idParams, noBody, route } from "@/lib/core/route";

export const POST = route(
  {
    method: "POST",
    path: "/conversations/{id}/cancel-waiting",
    tag: "Handover",
    summary: "Stop waiting; the assistant continues",
    permission: "conversation.cancelWaiting",
    params: idParams,
    body: noBody,
    responses: { 200: conversationView },
  },
  async ({ viewer, params }) => {
    await cancelWaiting(customer(viewer), params.id);
    return { body: await getConversation(signedIn(viewer), params.id) };
  },
);
