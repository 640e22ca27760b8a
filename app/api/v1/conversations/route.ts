import { z } from "zod";
import { customer, signedIn } from "@/lib/auth/narrow";
import { startConversation } from "@/lib/conversations/commands";
import { listConversations } from "@/lib/conversations/queries";
import { conversationView, listFilter, startInput } from "@/lib/conversations/schema";
import { limits } from "@/lib/core/limits";
import { pageOf, pageQuery, route } from "@/lib/core/route";

export const GET = route(
  {
    method: "GET",
    path: "/conversations",
    tag: "Conversations",
    summary: "Conversations, newest activity first; customers see their own",
    permission: "conversation.read",
    query: z.strictObject({ ...listFilter.shape, ...pageQuery }),
    responses: { 200: pageOf(conversationView) },
  },
  async ({ viewer, query: { cursor, limit, ...filter } }) => ({
    body: await listConversations(signedIn(viewer), filter, { cursor, limit }),
  }),
);

export const POST = route(
  {
    method: "POST",
    path: "/conversations",
    tag: "Conversations",
    summary: "Start a conversation, with the assistant or straight with the team",
    permission: "conversation.start",
    body: startInput,
    limits: [limits.conversationsPerDay],
    responses: { 201: z.object({ id: z.uuid() }) },
  },
  async ({ viewer, body }) => ({ status: 201, body: await startConversation(customer(viewer), body) }),
);
