import { z } from "zod";
import { startTurn } from "@/lib/assistant/turn";
import { customer, signedIn } from "@/lib/auth/narrow";
import { limits } from "@/lib/core/limits";
import { idParams, pageOf, route } from "@/lib/core/route";
import { postMessage } from "@/lib/messages/commands";
import { listMessages } from "@/lib/messages/queries";
import { messageView, postInput } from "@/lib/messages/schema";
import { findStreamOfRun } from "@/lib/realtime/run-stream";

const seq = z.coerce.number().int().min(0).max(2_147_483_647);

export const GET = route(
  {
    method: "GET",
    path: "/conversations/{id}/messages",
    tag: "Messages",
    summary: "The thread in order: after a number (oldest first), or the stretch before one",
    permission: "conversation.read",
    params: idParams,
    query: z.strictObject({
      after: seq.optional(),
      before: seq.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(100),
    }),
    responses: { 200: pageOf(messageView) },
  },
  async ({ viewer, params, query: { after, before, limit } }) => {
    const span = before === undefined ? { after: after ?? 0, limit } : { before, limit };
    const { items, more } = await listMessages(signedIn(viewer), params.id, span);
    const edge = "after" in span ? items.at(-1) : items[0];
    return { body: { items, nextCursor: more && edge ? String(edge.seq) : null } };
  },
);

export const POST = route(
  {
    method: "POST",
    path: "/conversations/{id}/messages",
    tag: "Messages",
    summary: "Say something; the answer streams back when the assistant holds the conversation",
    permission: "message.post",
    params: idParams,
    body: postInput,
    limits: [limits.messagesPerMinute, limits.messagesPerDay],
    responses: { 200: "The answer as an AI SDK UI message stream", 202: z.object({ seq: z.number() }) },
  },
  async ({ viewer, params, body, requestId }) => {
    const posted = await postMessage(customer(viewer), params.id, body);
    if (!posted.runId) return { status: 202, body: { seq: posted.seq } };
    if (posted.starts) startTurn(posted.runId, requestId);
    const run = { id: posted.runId, conversationId: params.id };
    return findStreamOfRun(signedIn(viewer), run) ?? { status: 202, body: { seq: posted.seq } };
  },
);
