import { staff } from "@/lib/auth/narrow";
import { limits } from "@/lib/core/limits";
import { idParams, noBody, route } from "@/lib/core/route";
import { announcePresence } from "@/lib/realtime/commands";

export const POST = route(
  {
    method: "POST",
    path: "/conversations/{id}/presence",
    tag: "Messages",
    summary: "Tell colleagues that you have this conversation open; forgotten after 30 seconds",
    permission: "conversation.attend",
    params: idParams,
    body: noBody,
    limits: [limits.presencePerMinute],
    responses: { 204: "Announced" },
  },
  async ({ viewer, params }) => {
    await announcePresence(staff(viewer), params.id);
    return new Response(null, { status: 204 });
  },
);
