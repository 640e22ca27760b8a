import { signedIn } from "@/lib/auth/narrow";
import { waitView } from "@/lib/conversations/schema";
import { estimateWait } from "@/lib/conversations/wait";
import { route } from "@/lib/core/route";

export const GET = route(
  {
    method: "GET",
    path: "/conversations/wait",
    tag: "Conversations",
    summary: "About how many minutes until a person answers, or when people are back; null when not known",
    permission: "conversation.read",
    responses: { 200: waitView },
  },
  async ({ viewer }) => ({ body: await estimateWait(signedIn(viewer)) }),
);
