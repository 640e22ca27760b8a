import { listApprovals } from "@/lib/approvals/queries";
import { approvalList } from "@/lib/approvals/schema";
import { signedIn } from "@/lib/auth/narrow";
import { getConversation } from "@/lib/conversations/queries";
import { idParams, route } from "@/lib/core/route";

export const GET = route(
  {
    method: "GET",
    path: "/conversations/{id}/approvals",
    tag: "Approvals",
    summary: "Every request for an approval in a conversation, the oldest first",
    permission: "approval.read",
    params: idParams,
    responses: { 200: approvalList },
  },
  async ({ viewer, params }) => {
    const reader = signedIn(viewer);
    await getConversation(reader, params.id);
    return { body: { items: await listApprovals(reader, params.id) } };
  },
);
