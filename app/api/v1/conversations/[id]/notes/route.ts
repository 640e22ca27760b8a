import { z } from "zod";
import { staff } from "@/lib/auth/narrow";
import { idParams, route } from "@/lib/core/route";
import { addNote } from "@/lib/messages/commands";
import { postInput } from "@/lib/messages/schema";

export const POST = route(
  {
    method: "POST",
    path: "/conversations/{id}/notes",
    tag: "Messages",
    summary: "Leave a note that only staff can read",
    permission: "message.note",
    params: idParams,
    body: postInput,
    responses: { 201: z.object({ seq: z.number() }) },
  },
  async ({ viewer, params, body }) => ({
    status: 201,
    body: await addNote(staff(viewer), params.id, body),
  }),
);
