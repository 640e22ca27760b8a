import { startTurn } from "@/lib/assistant/turn";
import { customer, signedIn } from "@/lib/auth/narrow";
import { limits } from "@/lib/core/limits";
import { idParams, noBody, route } from "@/lib/core/route";
import { retryAnswer } from "@/lib/messages/commands";
import { streamOfRun } from "@/lib/realtime/run-stream";

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
    responses: { 200: "The answer as an AI SDK UI message stream" },
  },
  async ({ viewer, params, requestId }) => {
    const { runId, starts } = await retryAnswer(customer(viewer), params.id);
    if (starts) startTurn(runId, requestId);
    return streamOfRun(signedIn(viewer), { id: runId, conversationId: params.id });
  },
);
