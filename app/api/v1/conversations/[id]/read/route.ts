import { z } from "zod";
import { signedIn } from "@/lib/auth/narrow";
import { markRead } from "@/lib/conversations/commands";
import { idParams, route } from "@/lib/core/route";

export const POST = route(
  {
    method: "POST",
    path: "/conversations/{id}/read",
    tag: "Messages",
    summary: "Remember how far your side has read",
    permission: "conversation.markRead",
    params: idParams,
    body: z.strictObject({ seq: z.int().min(0).max(2_147_483_647) }),
    responses: { 204: "Noted" },
  },
  async ({ viewer, params, body }) => {
    await markRead(signedIn(viewer), params.id, body.seq);
    return new Response(null, { status: 204 });
  },
);
