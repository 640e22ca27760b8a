import { signedIn } from "@/lib/auth/narrow";
import { limits } from "@/lib/core/limits";
import { idParams, noBody, route } from "@/lib/core/route";
import { announceTyping } from "@/lib/realtime/commands";

export const POST = route(
  {
    method: "POST",
    path: "/conversations/{id}/typing",
    tag: "Messages",
    summary: "Tell the other side that you are writing; forgotten after a few seconds",
    permission: "conversation.type",
    params: idParams,
    body: noBody,
    limits: [limits.typingPerMinute],
    responses: { 204: "Announced" },
  },
  async ({ viewer, params }) => {
    await announceTyping(signedIn(viewer), params.id);
    return new Response(null, { status: 204 });
  },
);
