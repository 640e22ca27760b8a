import { customer, signedIn } from "@/lib/auth/narrow";
import { askForPerson } from "@/lib/conversations/commands";
import { getConversation } from "@/lib/conversations/queries";
import { conversationView } from "@/lib/conversations/schema";
import { idParams, noBody, route } from "@/lib/core/route";

export const POST = route(
  {
    method: "POST",
    path: "/conversations/{id}/escalate",
    tag: "Handover",
    summary: "Ask for a person",
    permission: "conversation.askForPerson",
    params: idParams,
    body: noBody,
    responses: { 200: conversationView },
  },
  async ({ viewer, params }) => {
    await askForPerson(customer(viewer), params.id);
    return { body: await getConversation(signedIn(viewer), params.id) };
  },
);
