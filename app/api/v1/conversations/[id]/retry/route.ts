import { startTurn } from "@/lib/assistant/turn";
import { customer, signedIn } from "@/lib/auth/narrow";
import { limits } from "@/lib/core/limits";
import { idParams, noBody, route } from "@/lib/core/route";
import { retryAnswer } from "@/lib/messages/commands";
import { findStreamOfRun } from "@/lib/realtime/run-stream";

export const POST = route(
  {
    method: "POST",
    path: "/conversations/{id}/retry",
    tag: "Messages",
    summary: "Ask for another answer after one failed or was stopped",
    permission: "message.post",
    params: idParams,
    body: noBody,
    limits: [limits.messagesPerMinute, limits.messagesPerDay],
    responses: {
      200: "The answer as an AI SDK UI message stream",
      202: "It is being written; its stream can be opened in a moment",
    },
  },
  async ({ viewer, params, requestId }) => {
    const { runId, starts } = await retryAnswer(customer(viewer), params.id);
    if (starts) startTurn(runId, requestId);
    const stream = findStreamOfRun(signedIn(viewer), { id: runId, conversationId: params.id });
    return stream ?? new Response(null, { status: 202 });
  },
);
