import { z } from "zod";
import { signedIn } from "@/lib/auth/narrow";
import { estimateWait } from "@/lib/conversations/wait";
import { route } from "@/lib/core/route";

export const GET = route(
  {
    method: "GET",
    path: "/conversations/wait",
    tag: "Conversations",
    summary: "About how many minutes until a person answers; null when too little is known",
    permission: "conversation.read",
    responses: { 200: z.object({ minutes: z.number().nullable() }) },
  },
  async ({ viewer }) => ({ body: { minutes: await estimateWait(signedIn(viewer)) } }),
);
