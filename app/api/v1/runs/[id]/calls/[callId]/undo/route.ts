import { customer } from "@/lib/auth/narrow";
import { noBody, route } from "@/lib/core/route";
import { undoEffect } from "@/lib/effects/commands";
import { effectParams } from "@/lib/effects/schema";

export const POST = route(
  {
    method: "POST",
    path: "/runs/{id}/calls/{callId}/undo",
    tag: "Account",
    summary: "Take back what the assistant has done by one call, while nothing has changed since",
    permission: "effect.undo",
    params: effectParams,
    body: noBody,
    responses: { 204: "Taken back" },
  },
  async ({ viewer, params }) => {
    await undoEffect(customer(viewer), params.id, params.callId);
    return new Response(null, { status: 204 });
  },
);
