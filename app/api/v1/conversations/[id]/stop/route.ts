import { signedIn } from "@/lib/auth/narrow";
import { stopRun } from "@/lib/conversations/commands";
import { getConversation } from "@/lib/conversations/queries";
import { conversationView } from "@/lib/conversations/schema";
import { idParams, noBody, route } from "@/lib/core/route";

export const POST = route(
  {
    method: "POST",
    path: "/conversations/{id}/stop",
    tag: "Handover",
    summary: "Stop the answer that is being written",
    permission: "run.stop",
    params: idParams,
    body: noBody,
    responses: { 200: conversationView },
  },
  async ({ viewer, params }) => {
    await stopRun(signedIn(viewer), params.id);
    return { body: await getConversation(signedIn(viewer), params.id) };
  },
);
