import { signedIn } from "@/lib/auth/narrow";
import { getConversation } from "@/lib/conversations/queries";
import { idParams, route } from "@/lib/core/route";
import { streamOfRun } from "@/lib/realtime/run-stream";

export const GET = route(
  {
    method: "GET",
    path: "/conversations/{id}/stream",
    tag: "Messages",
    summary:
      "The answer that is being written, from its beginning; for other tabs, watchers and returning readers",
    permission: "conversation.read",
    params: idParams,
    responses: { 200: "The answer as an AI SDK UI message stream", 204: "Nothing is being written" },
  },
  async ({ viewer, params }) => {
    const reader = signedIn(viewer);
    const { liveRunId } = await getConversation(reader, params.id);
    if (!liveRunId) return new Response(null, { status: 204 });
    return streamOfRun(reader, { id: liveRunId, conversationId: params.id });
  },
);
