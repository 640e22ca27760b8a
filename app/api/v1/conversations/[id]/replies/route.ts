import { z } from "zod";
import { staff } from "@/lib/auth/narrow";
import { idParams, route } from "@/lib/core/route";
import { postReply } from "@/lib/messages/commands";
import { postInput } from "@/lib/messages/schema";

export const POST = route(
  {
    method: "POST",
    path: "/conversations/{id}/replies",
    tag: "Messages",
    summary: "Answer the customer; takes the conversation over",
    permission: "message.reply",
    params: idParams,
    body: postInput,
    responses: { 201: z.object({ seq: z.number() }) },
  },
  async ({ viewer, params, body }) => ({
    status: 201,
    body: await postReply(staff(viewer), params.id, body),
  }),
);
