import { startTurn } from "@/lib/assistant/turn";
import { signedIn, staff } from "@/lib/auth/narrow";
import { handBack } from "@/lib/conversations/commands";
import { getConversation } from "@/lib/conversations/queries";
import { conversationView, handBackInput } from "@/lib/conversations/schema";
import { idParams, route } from "@/lib/core/route";

export const POST = route(
  {
    method: "POST",
    path: "/conversations/{id}/handback",
    tag: "Handover",
    summary: "Return it to the assistant, optionally with an instruction",
    permission: "conversation.handBack",
    params: idParams,
    body: handBackInput,
    responses: { 200: conversationView },
  },
  async ({ viewer, params, body, requestId }) => {
    const { runId } = await handBack(staff(viewer), params.id, body);
    if (runId) startTurn(runId, requestId);
    return { body: await getConversation(signedIn(viewer), params.id) };
  },
);
