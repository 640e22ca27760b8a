import { z } from "zod";
import { signedIn } from "@/lib/auth/narrow";
import { countInbox } from "@/lib/conversations/queries";
import { route } from "@/lib/core/route";

export const GET = route(
  {
    method: "GET",
    path: "/conversations/counts",
    tag: "Conversations",
    summary: "How many wait in the queue and how many you hold, up to 1,000",
    permission: "conversation.claim",
    responses: { 200: z.object({ queue: z.number(), mine: z.number() }) },
  },
  async ({ viewer }) => ({ body: await countInbox(signedIn(viewer)) }),
);
