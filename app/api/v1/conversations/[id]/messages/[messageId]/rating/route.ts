import { z } from "zod";
import { customer } from "@/lib/auth/narrow";
import { route } from "@/lib/core/route";
import { rateMessage } from "@/lib/messages/commands";
import { rateInput } from "@/lib/messages/schema";

export const POST = route(
  {
    method: "POST",
    path: "/conversations/{id}/messages/{messageId}/rating",
    tag: "Messages",
    summary: "Say whether an answer helped; null takes it back",
    permission: "message.rate",
    params: z.object({ id: z.uuid(), messageId: z.uuid() }),
    body: rateInput,
    responses: { 204: "Noted" },
  },
  async ({ viewer, params, body }) => {
    await rateMessage(customer(viewer), params.id, params.messageId, body.rating);
    return new Response(null, { status: 204 });
  },
);
